package dev.migration.execution.session;

import java.util.List;
import java.util.stream.Stream;

/** Undoes what a script may have left in a session. */
public final class SessionReset {

    /** All but our lock and prepared statements, which behind a pooler may be those of other clients. */
    static final List<String> STATEMENTS = List.of(
            "RESET SESSION AUTHORIZATION",
            "RESET ROLE",
            "RESET ALL",
            "CLOSE ALL",
            "UNLISTEN *",
            "DISCARD TEMP",
            "DISCARD SEQUENCES");

    /** Not even a rollback takes a PREPARE back. */
    private static final String FORGET_PREPARED = "DEALLOCATE ALL";

    private SessionReset() {}

    /**
     * Brings a session back to what it had when we got it.
     *
     * @param settings what we set ourselves
     */
    public static List<String> to(SessionSettings found, List<String> settings) {
        return Stream.of(List.of(FORGET_PREPARED), STATEMENTS, found.restore(), settings)
                .flatMap(List::stream)
                .toList();
    }

    /** Gives up everything, our lock included. */
    public static List<String> farewell() {
        return Stream.concat(STATEMENTS.stream(), Stream.of(FORGET_PREPARED, "SELECT pg_advisory_unlock_all()"))
                .toList();
    }
}
