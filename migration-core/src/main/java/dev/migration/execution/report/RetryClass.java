package dev.migration.execution.report;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.postgresql.util.PSQLException;

/** Whether it makes sense to do the same again (PostgreSQL manual, appendix A). */
public enum RetryClass {
    /** The statement or the data are at fault. */
    NONE,
    /** Somebody was in the way; the session is whole: lock not available, deadlock, serialization failure. */
    IN_THE_WAY,
    /** The session is gone, or none was to be had: the network, a server that stops or starts, too many connections. */
    SESSION_LOST;

    private static final Set<String> OTHERS_IN_THE_WAY = Set.of("55P03", "40P01", "40001");
    private static final Set<String> SERVER_GONE = Set.of("57P01", "57P02", "57P03", "57P05", "53300");
    /** In every language, the driver's message names the setting. */
    private static final List<String> DRIVERS_SETTINGS =
            List.of("DateStyle", "client_encoding", "standard_conforming_strings");

    private static final String PROTOCOL_VIOLATION = "08P01";

    public static RetryClass of(SQLException failure) {
        if (isProtestOfDriver(failure)) {
            return NONE;
        }
        String state = ServerErrors.stateOf(failure);
        if (OTHERS_IN_THE_WAY.contains(state)) {
            return IN_THE_WAY;
        }
        boolean gone = SERVER_GONE.contains(state) || (state.startsWith("08") && !state.equals(PROTOCOL_VIOLATION));
        return gone ? SESSION_LOST : NONE;
    }

    /** The driver leaves when a revision changes a setting that it needs, and would leave again. */
    private static boolean isProtestOfDriver(SQLException failure) {
        String message = Optional.ofNullable(failure.getMessage()).orElse("");
        boolean byDriver = failure instanceof PSQLException error && error.getServerErrorMessage() == null;
        return byDriver && DRIVERS_SETTINGS.stream().anyMatch(message::contains);
    }

    /** The same, of the first SQL exception in a chain of causes. */
    public static RetryClass of(Throwable failure) {
        return ServerErrors.in(failure).map(RetryClass::of).orElse(NONE);
    }
}
