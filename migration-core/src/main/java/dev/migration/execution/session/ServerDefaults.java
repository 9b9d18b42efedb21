// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.session;

import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The defaults of the role and of the database for settings that the driver sends when it connects: the time zone and the order of
 * day and month. What the driver sends counts for more than they do, but psql sends nothing. A script that converts a text into a
 * date must give the same result in both.
 */
public final class ServerDefaults {

    private static final String TIME_ZONE = "TimeZone";
    private static final String DATE_STYLE = "DateStyle";

    private ServerDefaults() {}

    /**
     * An SQL expression for the default of the role and database of the session; null if there is none (PostgreSQL manual, 20.1.3:
     * a default of the role in the database precedes that of the role, which precedes that of the database).
     */
    private static String of(String setting) {
        return "(SELECT pg_catalog.substr(entry, pg_catalog.strpos(entry, '=') OPERATOR(pg_catalog.+) 1)"
                + " FROM pg_catalog.pg_db_role_setting, pg_catalog.unnest(setconfig) AS entry"
                + " WHERE (setdatabase OPERATOR(pg_catalog.=) 0 OR setdatabase OPERATOR(pg_catalog.=) (SELECT oid FROM"
                + " pg_catalog.pg_database WHERE datname OPERATOR(pg_catalog.=) pg_catalog.current_database()))"
                + " AND (setrole OPERATOR(pg_catalog.=) 0 OR setrole OPERATOR(pg_catalog.=) (SELECT oid FROM"
                + " pg_catalog.pg_roles WHERE rolname OPERATOR(pg_catalog.=) SESSION_USER))"
                + " AND pg_catalog.lower(pg_catalog.split_part(entry, '=', 1)) OPERATOR(pg_catalog.=) pg_catalog.lower('"
                + setting + "')"
                + " ORDER BY setrole OPERATOR(pg_catalog.=) 0, setdatabase OPERATOR(pg_catalog.=) 0 LIMIT 1)";
    }

    /**
     * Reads the statement that gives a session the defaults; empty if there are none. A setting that the pool made in the session
     * itself stays; behind PgBouncer, which makes those of the driver itself, they cannot be told apart.
     *
     * @param local whether a pooler shares the session: then the settings end with the transaction
     */
    static List<String> read(JdbcTemplate jdbc, boolean local) {
        return Optional.ofNullable(jdbc.queryForObject(statement(local), String.class)).stream()
                .map(calls -> "SELECT " + calls)
                .toList();
    }

    /** In one statement: the driver closes the connection if a message ends with another style than ISO. */
    private static String statement(boolean local) {
        String call = "'pg_catalog.set_config(%L, %L, " + local + ")'";
        return "SELECT pg_catalog.string_agg(pg_catalog.format(" + call
                + ", wanted, value), ', ' ORDER BY step) FROM (VALUES"
                + " (1, '" + TIME_ZONE + "', " + of(TIME_ZONE) + "),"
                + " (2, '" + DATE_STYLE + "', " + of(DATE_STYLE) + "),"
                + " (3, '" + DATE_STYLE + "', CASE WHEN " + of(DATE_STYLE)
                + " IS NOT NULL THEN 'ISO' END)) AS defaults (step, wanted, value)"
                + " WHERE value IS NOT NULL AND (" + local
                + " OR EXISTS (SELECT FROM pg_catalog.pg_settings AS used WHERE"
                + " used.name OPERATOR(pg_catalog.=) wanted AND used.source OPERATOR(pg_catalog.=) 'client'))";
    }

    /**
     * The statement that gives a session of psql the settings of a session of the driver.
     *
     * @param timeZone the time zone that the driver would send, as a literal
     */
    public static String forPsql(String timeZone) {
        return "SELECT pg_catalog.set_config('" + TIME_ZONE + "', coalesce(" + of(TIME_ZONE) + ", " + timeZone
                + "), false), pg_catalog.set_config('" + DATE_STYLE + "', coalesce(" + of(DATE_STYLE)
                + ", pg_catalog.current_setting('" + DATE_STYLE + "')), false), pg_catalog.set_config('" + DATE_STYLE
                + "', 'ISO', false)";
    }
}
