package dev.migration.boot.autoconfigure;

import java.util.Set;

import org.springframework.boot.sql.init.dependency.AbstractBeansOfTypeDatabaseInitializerDetector;

import dev.migration.boot.startup.MigrationInitializer;
import dev.migration.boot.tenant.TenantInitializer;

/** Makes beans that need the database wait until it is migrated. */
class MigrationInitializerDatabaseInitializerDetector extends AbstractBeansOfTypeDatabaseInitializerDetector {

    @Override
    protected Set<Class<?>> getDatabaseInitializerBeanTypes() {
        return Set.of(MigrationInitializer.class, TenantInitializer.class);
    }

    /** After {@link MigratorDatabaseInitializerDetector}. */
    @Override
    public int getOrder() {
        return 1;
    }
}
