package dev.migration.boot.autoconfigure;

import java.util.Set;

import org.springframework.boot.sql.init.dependency.AbstractBeansOfTypeDatabaseInitializerDetector;

import dev.migration.Migrator;
import dev.migration.tenant.run.TenantMigrator;

/** Makes beans that need the database wait for a migrator, also where the application defines one without initializer. */
class MigratorDatabaseInitializerDetector extends AbstractBeansOfTypeDatabaseInitializerDetector {

    @Override
    protected Set<Class<?>> getDatabaseInitializerBeanTypes() {
        return Set.of(Migrator.class, TenantMigrator.class);
    }

    /** Before {@link MigrationInitializerDatabaseInitializerDetector}. */
    @Override
    public int getOrder() {
        return 0;
    }
}
