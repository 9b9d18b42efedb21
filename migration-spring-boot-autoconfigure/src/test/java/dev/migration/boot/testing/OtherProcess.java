// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.testing;

import dev.migration.MigrationSettings;
import dev.migration.Migrator;
import dev.migration.MigratorBuilder;
import dev.migration.test.postgres.PostgresDatabase;

/** Creates migrators as another process has them, outside of the application under test. */
public final class OtherProcess {

    private OtherProcess() {}

    /** A migrator with the default settings. */
    public static Migrator migrator(PostgresDatabase database) {
        return Migrator.builder().dataSource(database.dataSource()).build();
    }

    /** The builder of a migrator with scripts from these locations. */
    public static MigratorBuilder withLocations(PostgresDatabase database, String... locations) {
        return Migrator.builder()
                .dataSource(database.dataSource())
                .settings(MigrationSettings.defaults().toBuilder()
                        .locations(locations)
                        .build());
    }
}
