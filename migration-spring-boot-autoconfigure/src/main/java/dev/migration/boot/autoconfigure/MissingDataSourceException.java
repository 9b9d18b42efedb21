package dev.migration.boot.autoconfigure;

import dev.migration.error.MigrationException;

/** It is not clear which database to migrate. */
public final class MissingDataSourceException extends MigrationException {

    MissingDataSourceException(long candidates) {
        super(
                candidates == 0
                        ? "There is no DataSource to migrate."
                        : "There are " + candidates + " DataSources, and none of them is marked as the one to migrate.",
                "Mark one with @MigrationDataSource or @Primary, or set migration.url, migration.username and"
                        + " migration.password.");
    }
}
