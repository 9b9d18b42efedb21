// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.autoconfigure;

import java.util.Set;

import org.springframework.boot.sql.init.dependency.AbstractBeansOfTypeDatabaseInitializerDetector;

import dev.migration.boot.startup.MigrationInitializer;
import dev.migration.boot.tenant.TenantInitializer;

/** Declares the initializers as database initializers, so that beans that need the database are created after them. */
class MigrationInitializerDatabaseInitializerDetector extends AbstractBeansOfTypeDatabaseInitializerDetector {

    @Override
    protected Set<Class<?>> getDatabaseInitializerBeanTypes() {
        return Set.of(MigrationInitializer.class, TenantInitializer.class);
    }

    /** Runs after {@link MigratorDatabaseInitializerDetector}. */
    @Override
    public int getOrder() {
        return 1;
    }
}
