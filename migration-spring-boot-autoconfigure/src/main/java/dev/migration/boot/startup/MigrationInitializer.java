// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.startup;

import dev.migration.Migrator;
import dev.migration.boot.observation.StartupStepListener;
import dev.migration.boot.status.DatabaseName;

/** Migrates a database while the application starts, before any bean that needs the database is created. */
public class MigrationInitializer extends StartupMigration {

    /** For an application with one database. */
    public MigrationInitializer(Migrator migrator, MigrationStrategy strategy, StartupStepListener startup) {
        this(migrator, strategy, startup, DatabaseName.PRIMARY);
    }

    /** @param database the name of the database, as operators know it */
    public MigrationInitializer(
            Migrator migrator, MigrationStrategy strategy, StartupStepListener startup, String database) {
        super(() -> strategy.migrate(migrator), migrator::stop, startup, database);
    }
}
