// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.autoconfigure;

import java.util.Set;

import org.springframework.boot.sql.init.dependency.AbstractBeansOfTypeDatabaseInitializerDetector;

import dev.migration.Migrator;
import dev.migration.tenant.run.TenantMigrator;

/**
 * Declares migrators as database initializers, so that beans that need the database are created after them, also if the
 * application defines a migrator without an initializer.
 */
class MigratorDatabaseInitializerDetector extends AbstractBeansOfTypeDatabaseInitializerDetector {

    @Override
    protected Set<Class<?>> getDatabaseInitializerBeanTypes() {
        return Set.of(Migrator.class, TenantMigrator.class);
    }

    /** Runs before {@link MigrationInitializerDatabaseInitializerDetector}. */
    @Override
    public int getOrder() {
        return 0;
    }
}
