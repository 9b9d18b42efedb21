package dev.migration.execution.failure;

import java.sql.SQLException;
import java.util.Set;

/** Whether it makes sense to do the same again (PostgreSQL manual, appendix A). */
public enum Transience {
    /** The statement or the data are at fault. */
    NONE,
    /** Somebody was in the way; the session is whole: lock not available, deadlock, serialization failure. */
    IN_THE_WAY,
    /** The session is gone, or none was to be had: the network, a server that stops or starts, too many connections. */
    SESSION_LOST;

    private static final Set<String> OTHERS_IN_THE_WAY = Set.of("55P03", "40P01", "40001");
    private static final Set<String> SERVER_GONE = Set.of("57P01", "57P02", "57P03", "57P05", "53300");
    private static final String PROTOCOL_VIOLATION = "08P01";

    public static Transience of(SQLException failure) {
        String state = ServerErrors.stateOf(failure);
        if (OTHERS_IN_THE_WAY.contains(state)) {
            return IN_THE_WAY;
        }
        boolean gone = SERVER_GONE.contains(state) || (state.startsWith("08") && !state.equals(PROTOCOL_VIOLATION));
        return gone ? SESSION_LOST : NONE;
    }

    /** The same, of the first SQL exception in a chain of causes. */
    public static Transience of(Throwable failure) {
        return ServerErrors.in(failure).map(Transience::of).orElse(NONE);
    }
}
