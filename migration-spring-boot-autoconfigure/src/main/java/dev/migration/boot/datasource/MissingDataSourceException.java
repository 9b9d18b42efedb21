// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.datasource;

import java.util.List;
import java.util.Optional;

import javax.sql.DataSource;

import dev.migration.error.MigrationException;
import dev.migration.error.NearestWord;

/** Reports that the database to migrate cannot be determined. */
public final class MissingDataSourceException extends MigrationException {

    private MissingDataSourceException(String problem, String remedy) {
        super(problem, remedy);
    }

    private MissingDataSourceException(String problem) {
        this(
                problem,
                "Mark one with @MigrationDataSource or @Primary, or set migration.url, migration.username and"
                        + " migration.password.");
    }

    static MissingDataSourceException unmarked(long candidates) {
        return new MissingDataSourceException(
                candidates == 0
                        ? "There is no DataSource to migrate."
                        : "There are " + candidates
                                + " DataSources, and none of them is marked as the DataSource to migrate.");
    }

    static MissingDataSourceException withoutUrl(DataSource dataSource) {
        return new MissingDataSourceException("migration.username is set, but the URL to use it with is not known: the"
                + " DataSource is a " + dataSource.getClass().getName() + ".");
    }

    static MissingDataSourceException marked(int candidates) {
        return new MissingDataSourceException(
                "There are " + candidates + " DataSources with @MigrationDataSource, and only one can be migrated.");
    }

    /**
     * Reports a named database without an address.
     *
     * @param named the value of {@code data-source}; empty if it is not set
     * @param candidates the names of the DataSource beans
     * @param origin the property that names the database, and its place
     */
    public static MissingDataSourceException ofDatabase(
            String database, Optional<String> named, List<String> candidates, String origin) {
        String key = "migration.databases." + database + ".";
        String problem = named.map(bean -> key + "data-source is '" + bean
                        + "', and there is no DataSource bean of that name." + NearestWord.question(bean, candidates))
                .orElse("It has neither a URL nor a DataSource bean '" + database + "' or '" + database
                        + "DataSource'.");
        String known = candidates.isEmpty()
                ? " There is no DataSource bean at all."
                : " The DataSource beans are: " + String.join(", ", candidates) + ".";
        return new MissingDataSourceException(
                problem + known + " The database is named by " + origin + ".",
                "Remove that property if there is no such database. Otherwise set " + key
                        + "data-source to the name of a DataSource bean, or " + key + "url, " + key + "username and "
                        + key + "password.");
    }
}
