// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.JdbcTemplate;

import dev.migration.sql.Quoting;

/**
 * The settings that a session had when it was opened, such as a schema, a role or a timeout. A pool or a driver may have set
 * them, and {@code RESET ALL} would reset them. Returns statements, so that they can be sent together with others.
 */
public final class SessionSettings {

    /** A query for the role of the session. */
    public static final String ROLE = "SELECT pg_catalog.current_setting('role')";

    /** A query for the calls that restore the settings of the session; one row, which may be null. */
    public static final String CALLS =
            "SELECT pg_catalog.string_agg(pg_catalog.format('pg_catalog.set_config(%L, %L, false)', name, pg_catalog.current_setting(name)), ', ')"
                    + " FROM pg_catalog.pg_settings WHERE source OPERATOR(pg_catalog.=) 'session'";

    private final String role;
    private final String calls;

    private SessionSettings(String role, String calls) {
        this.role = role;
        this.calls = calls;
    }

    /** Reads the settings that differ from those of a new session. */
    static SessionSettings read(JdbcTemplate jdbc) {
        String role =
                Optional.ofNullable(jdbc.queryForObject(ROLE, String.class)).orElse("none");
        String calls =
                Optional.ofNullable(jdbc.queryForObject(CALLS, String.class)).orElse("");
        return new SessionSettings(Quoting.literal(role), calls);
    }

    /**
     * The settings of a session that a client reads later, when it runs the statements.
     *
     * @param role an SQL expression for the result of {@link #ROLE}
     * @param calls an SQL expression for the result of {@link #CALLS}
     */
    public static SessionSettings ofExpressions(String role, String calls) {
        return new SessionSettings(role, calls);
    }

    /** Restores all settings after a reset; the role last, because it may lack the privilege to set the others. */
    public List<String> restore() {
        List<String> statements = new ArrayList<>();
        if (!calls.isEmpty()) {
            statements.add("SELECT " + calls);
        }
        statements.addAll(restoreRole());
        return statements;
    }

    /** Restores the user and the role that the session had when it was opened. */
    public List<String> restoreRole() {
        return List.of("RESET SESSION AUTHORIZATION", "SELECT pg_catalog.set_config('role', " + role + ", false)");
    }

    /** Sets the original user and role until the transaction ends. */
    public List<String> roleForTransaction() {
        return List.of(
                "SET LOCAL SESSION AUTHORIZATION DEFAULT", "SELECT pg_catalog.set_config('role', " + role + ", true)");
    }
}
