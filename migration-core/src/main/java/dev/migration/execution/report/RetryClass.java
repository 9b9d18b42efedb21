// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.report;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.postgresql.util.PSQLException;

/** Whether a retry can succeed (PostgreSQL manual, appendix A). */
public enum RetryClass {
    /** The statement or the data caused the failure: a retry fails again. */
    NONE,
    /**
     * A concurrent session caused the failure, and the session is intact: lock not available, deadlock, serialization failure.
     */
    CONFLICT,
    /** The session is lost, or could not be opened: network failure, stopping or starting server, too many connections. */
    SESSION_LOST;

    private static final Set<String> CONFLICT_STATES = Set.of("55P03", "40P01", "40001", SqlStateRemedies.GAVE_WAY);
    private static final Set<String> SERVER_GONE = Set.of("57P01", "57P02", "57P03", "57P05", "25P03", "53300");
    /** The message of the driver contains the name of the setting in every language. */
    private static final List<String> DRIVER_SETTINGS =
            List.of("DateStyle", "client_encoding", "standard_conforming_strings");

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final String PROTOCOL_VIOLATION = "08P01";

    public static RetryClass of(SQLException failure) {
        if (isDriverSettingChanged(failure)) {
            return NONE;
        }
        String state = ServerErrors.stateOf(failure);
        if (CONFLICT_STATES.contains(state)) {
            return CONFLICT;
        }
        return isUnavailable(failure) && ServerErrors.breaksConnection(failure) ? SESSION_LOST : NONE;
    }

    /** Whether the server is gone, starts or has too many connections, if the exception is about the connection of the run. */
    public static boolean isUnavailable(SQLException failure) {
        String state = ServerErrors.stateOf(failure);
        return SERVER_GONE.contains(state) || (state.startsWith("08") && !state.equals(PROTOCOL_VIOLATION));
    }

    /** Whether the server reports the loss of a connection that is not that of the run. */
    static boolean isElsewhere(SQLException failure) {
        return isUnavailable(failure) && of(failure) == NONE && !isDriverSettingChanged(failure);
    }

    /** Whether a statement did not get a lock in time. */
    public static boolean isLockTimeout(SQLException failure) {
        return LOCK_NOT_AVAILABLE.equals(ServerErrors.stateOf(failure));
    }

    /** The driver closes the connection if a revision changes a setting that the driver needs; a retry would fail again. */
    private static boolean isDriverSettingChanged(SQLException failure) {
        String message = Optional.ofNullable(failure.getMessage()).orElse("");
        boolean byDriver = failure instanceof PSQLException error && error.getServerErrorMessage() == null;
        return byDriver && DRIVER_SETTINGS.stream().anyMatch(message::contains);
    }

    /** The class of the first SQL exception in a chain of causes. */
    public static RetryClass of(Throwable failure) {
        return ServerErrors.in(failure).map(RetryClass::of).orElse(NONE);
    }
}
