// SPDX-License-Identifier: Apache-2.0
package dev.migration.survival;

import java.sql.SQLException;

import dev.migration.error.MigrationException;
import dev.migration.execution.report.ServerErrors;

/** There are no recorded statements to look at. */
public final class NoStatisticsException extends MigrationException {

    private static final String FILE = " Or give the statements in a file: --statements FILE.";

    private NoStatisticsException(String problem, String remedy) {
        super(problem, remedy);
    }

    /** The extension is not in the database. */
    public static NoStatisticsException notInstalled() {
        return new NoStatisticsException(
                "The extension pg_stat_statements, which records the statements of the application, is not in this database.",
                "Add pg_stat_statements to shared_preload_libraries in postgresql.conf, restart the server, and as a superuser:"
                        + " CREATE EXTENSION pg_stat_statements. Let the application run for some time before you ask again."
                        + FILE);
    }

    static NoStatisticsException notLoaded(SQLException failure) {
        return new NoStatisticsException(
                "The statements cannot be read from pg_stat_statements: " + ServerErrors.describe(failure) + ".",
                "Add pg_stat_statements to shared_preload_libraries in postgresql.conf and restart the server; a role needs the"
                        + " privilege of pg_read_all_stats to see the statements of others." + FILE);
    }

    static NoStatisticsException unreadable(String file, String problem) {
        return new NoStatisticsException(
                "The statements cannot be read from " + file + ": " + problem + ".",
                "Write one statement before each semicolon, or one JSON object in each line:"
                        + " {\"statement\": \"SELECT …\", \"calls\": 10}.");
    }
}
