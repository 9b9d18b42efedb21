// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.failure;

import java.sql.SQLException;
import java.util.Map;

import dev.migration.error.MigrationException;
import dev.migration.execution.report.RetryClass;
import dev.migration.execution.report.ServerErrors;

/** No connection could be opened. Nothing was run. */
public final class DatabaseUnavailableException extends MigrationException {

    private final String sqlState;

    public DatabaseUnavailableException(SQLException failure) {
        super(
                "The database cannot be reached: " + ServerErrors.describe(failure),
                remedyFor(ServerErrors.stateOf(failure)),
                failure);
        this.sqlState = ServerErrors.stateOf(failure);
    }

    /** The SQLSTATE, or an empty text if there is none. */
    public String sqlState() {
        return sqlState;
    }

    @Override
    public Map<String, Object> facts() {
        return Map.of("sqlState", sqlState);
    }

    /** Whether waiting can help: the server is starting, its name or port is not known yet, or it has too many connections. */
    public boolean mayPass() {
        return RetryClass.of(this) == RetryClass.SESSION_LOST && !sqlState.equals("08004");
    }

    private static String remedyFor(String state) {
        return switch (state) {
            case "28P01", "28000", "08004" ->
                "Correct the user name and the password (spring.datasource.username and .password,"
                        + " or migration.username and .password).";
            case "3D000" -> "Create the database, or correct its name in the URL.";
            case "53300" -> "The server has reached its connection limit: close connections, or raise max_connections.";
            default ->
                "Start the server, or correct host and port in the URL (spring.datasource.url or migration.url).";
        };
    }
}
