// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.failure;

import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

import org.postgresql.util.PSQLException;

import dev.migration.error.MigrationException;
import dev.migration.execution.report.ConnectRemedies;
import dev.migration.execution.report.ConnectionPlace;
import dev.migration.execution.report.RetryClass;
import dev.migration.execution.report.ServerErrors;

/** No connection could be opened. Nothing was run. */
public final class DatabaseUnavailableException extends MigrationException {

    private final SQLException failure;
    private final boolean isPlaceKnown;
    private final String sqlState;
    private final boolean unavailable;

    public DatabaseUnavailableException(SQLException failure) {
        this(failure, cause(failure), Optional.empty());
    }

    /** @param place where the user has set the connection, if it is another one than that of the application */
    public DatabaseUnavailableException(SQLException failure, ConnectionPlace place) {
        this(failure, cause(failure), Optional.of(place));
    }

    private DatabaseUnavailableException(SQLException failure, SQLException cause, Optional<ConnectionPlace> place) {
        super(
                "The database cannot be reached: " + ServerErrors.describe(cause),
                new ConnectRemedies(place.orElse(ConnectionPlace.APPLICATION)).of(cause),
                failure);
        this.failure = cause;
        this.isPlaceKnown = place.isPresent();
        this.sqlState = ServerErrors.stateOf(cause);
        this.unavailable = RetryClass.isUnavailable(cause);
    }

    /** The exception of the driver; a pool can wrap it into one of its own. */
    private static SQLException cause(SQLException failure) {
        Throwable cause = failure;
        while (cause != null && !(cause instanceof PSQLException)) {
            cause = cause.getCause();
        }
        return cause instanceof PSQLException ofDriver ? ofDriver : failure;
    }

    /** The SQLSTATE, or an empty text if there is none. */
    public String sqlState() {
        return sqlState;
    }

    /**
     * The remedy of a program that is configured elsewhere than an application.
     *
     * @param configured where it has its connection, if this failure does not know a place of its own
     */
    public String remedy(ConnectionPlace configured) {
        return isPlaceKnown ? remedy() : new ConnectRemedies(configured).of(failure);
    }

    @Override
    public Map<String, Object> facts() {
        return Map.of("sqlState", sqlState);
    }

    /** Whether waiting can help: the server is starting, its name or port is not known yet, or it has too many connections. */
    public boolean mayPass() {
        return unavailable && !sqlState.equals("08004");
    }
}
