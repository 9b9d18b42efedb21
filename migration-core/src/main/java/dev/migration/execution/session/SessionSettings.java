package dev.migration.execution.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.springframework.jdbc.core.JdbcTemplate;

import dev.migration.sql.Quoting;

/**
 * What somebody set in a session before we got it: a schema, a role, a timeout. A pool or a driver may have done so, and
 * {@code RESET ALL} would undo it. Gives statements, so that they travel with others.
 */
final class SessionSettings {

    private final String role;
    private final List<Setting> settings;

    private SessionSettings(String role, List<Setting> settings) {
        this.role = role;
        this.settings = settings;
    }

    /** Reads what differs from what a new session has. */
    static SessionSettings read(JdbcTemplate jdbc) {
        String role = Optional.ofNullable(jdbc.queryForObject("SELECT current_setting('role')", String.class))
                .orElse("none");
        return new SessionSettings(
                role,
                jdbc.query(
                        "SELECT name, current_setting(name) FROM pg_settings WHERE source = 'session'",
                        (row, number) -> new Setting(row.getString(1), row.getString(2))));
    }

    /** Puts all of it back after a reset; the role last, because it may not be allowed to set the rest. */
    List<String> restore() {
        List<String> statements = new ArrayList<>();
        if (!settings.isEmpty()) {
            statements.add(settings.stream().map(Setting::assignment).collect(Collectors.joining(", ", "SELECT ", "")));
        }
        statements.addAll(restoreRole());
        return statements;
    }

    /** Becomes the user again that the session began with, whatever a script became. */
    List<String> restoreRole() {
        return List.of(
                "RESET SESSION AUTHORIZATION", "SELECT set_config('role', " + Quoting.literal(role) + ", false)");
    }

    /** Takes the role that the session began with until the transaction ends. */
    String roleForTransaction() {
        return "SELECT set_config('role', " + Quoting.literal(role) + ", true)";
    }

    private record Setting(String name, String value) {

        String assignment() {
            return "set_config(" + Quoting.literal(name) + ", " + Quoting.literal(value) + ", false)";
        }
    }
}
