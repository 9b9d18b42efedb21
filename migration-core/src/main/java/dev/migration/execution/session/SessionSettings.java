package dev.migration.execution.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.JdbcTemplate;

import dev.migration.sql.Quoting;

/**
 * What somebody set in a session before we got it: a schema, a role, a timeout. A pool or a driver may have done so, and
 * {@code RESET ALL} would undo it. Gives statements, so that they travel with others.
 */
public final class SessionSettings {

    /** The role that the session has. */
    public static final String ROLE = "SELECT current_setting('role')";

    /** The calls that set again what differs from what a new session has; one row, which may be null. */
    public static final String CALLS =
            "SELECT string_agg(format('set_config(%L, %L, false)', name, current_setting(name)), ', ')"
                    + " FROM pg_settings WHERE source = 'session'";

    private final String role;
    private final String calls;

    private SessionSettings(String role, String calls) {
        this.role = role;
        this.calls = calls;
    }

    /** Reads what differs from what a new session has. */
    static SessionSettings read(JdbcTemplate jdbc) {
        String role =
                Optional.ofNullable(jdbc.queryForObject(ROLE, String.class)).orElse("none");
        String calls =
                Optional.ofNullable(jdbc.queryForObject(CALLS, String.class)).orElse("");
        return new SessionSettings(Quoting.literal(role), calls);
    }

    /**
     * What a client found that only asks later.
     *
     * @param role what stands in SQL for the answer to {@link #ROLE}, as a literal
     * @param calls what stands there for that to {@link #CALLS}
     */
    public static SessionSettings standingFor(String role, String calls) {
        return new SessionSettings(role, calls);
    }

    /** Puts all of it back after a reset; the role last, because it may not be allowed to set the rest. */
    public List<String> restore() {
        List<String> statements = new ArrayList<>();
        if (!calls.isEmpty()) {
            statements.add("SELECT " + calls);
        }
        statements.addAll(restoreRole());
        return statements;
    }

    /** Becomes the user again that the session began with, whatever a script became. */
    public List<String> restoreRole() {
        return List.of("RESET SESSION AUTHORIZATION", "SELECT set_config('role', " + role + ", false)");
    }

    /** Takes the role that the session began with until the transaction ends. */
    public String roleForTransaction() {
        return "SELECT set_config('role', " + role + ", true)";
    }
}
