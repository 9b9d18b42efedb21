// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.tenant;

import dev.migration.boot.observation.StartupStepListener;
import dev.migration.boot.startup.StartupMigration;
import dev.migration.boot.status.DatabaseName;
import dev.migration.tenant.run.TenantMigrator;

/** Migrates the tenants of a database while the application starts, before any bean that needs the database is created. */
public class TenantInitializer extends StartupMigration {

    /** For an application with one database. */
    public TenantInitializer(TenantMigrator tenants, TenantStrategy strategy, StartupStepListener startup) {
        this(tenants, strategy, startup, DatabaseName.PRIMARY);
    }

    /** @param database the name of the database that has these tenants, as operators know it */
    public TenantInitializer(
            TenantMigrator tenants, TenantStrategy strategy, StartupStepListener startup, String database) {
        super(() -> strategy.migrate(tenants), tenants::stop, startup, database);
    }
}
