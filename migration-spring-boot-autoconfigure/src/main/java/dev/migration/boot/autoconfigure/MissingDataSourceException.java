package dev.migration.boot.autoconfigure;

import javax.sql.DataSource;

import dev.migration.error.MigrationException;

/** It is not clear which database to migrate. */
public final class MissingDataSourceException extends MigrationException {

    private MissingDataSourceException(String problem) {
        super(
                problem,
                "Mark one with @MigrationDataSource or @Primary, or set migration.url, migration.username and"
                        + " migration.password.");
    }

    static MissingDataSourceException unmarked(long candidates) {
        return new MissingDataSourceException(
                candidates == 0
                        ? "There is no DataSource to migrate."
                        : "There are " + candidates
                                + " DataSources, and none of them is marked as the one to migrate.");
    }

    static MissingDataSourceException withoutUrl(DataSource dataSource) {
        return new MissingDataSourceException("migration.username is set, and a DataSource of type "
                + dataSource.getClass().getName() + " does not tell the URL to use it with.");
    }

    static MissingDataSourceException marked(int candidates) {
        return new MissingDataSourceException(
                "There are " + candidates + " DataSources with @MigrationDataSource, and one can be migrated.");
    }
}
