package dev.migration.execution;

import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What somebody set in a session before we got it: a schema, a role, a timeout. A pool or a driver may have done so, and
 * {@code RESET ALL} would undo it.
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

    /** Puts all of it back after a reset. */
    void restore(JdbcTemplate jdbc) {
        for (Setting setting : settings) {
            set(jdbc, setting.name(), setting.value());
        }
        restoreRole(jdbc);
    }

    /** Becomes the user again that the session began with, whatever a script became. */
    void restoreRole(JdbcTemplate jdbc) {
        jdbc.execute("RESET SESSION AUTHORIZATION");
        set(jdbc, "role", role);
    }

    private static void set(JdbcTemplate jdbc, String name, String value) {
        jdbc.queryForObject("SELECT set_config(?, ?, false)", String.class, name, value);
    }

    private record Setting(String name, String value) {}
}
