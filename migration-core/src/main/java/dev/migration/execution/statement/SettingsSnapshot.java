// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.statement;

import java.util.Collection;
import java.util.stream.Collectors;

import dev.migration.sql.Quoting;

/**
 * SQL expressions for the settings that a script has made in its session, however it made them: by SET, in a function, in a DO
 * block, by a role, or as the default of a database or a role for the next session.
 *
 * <p>The server lists the settings of its own and of extensions, but not those of applications, such as {@code app.tenant}
 * ({@code GUC_NO_SHOW_ALL}): only those are found whose names are in the script or in a function that calls {@code set_config}.
 */
final class SettingsSnapshot {

    /** Settings of this library, of the driver and of a single transaction. */
    private static final String NOT_OF_A_SCRIPT = " OPERATOR(pg_catalog.<>) ALL (ARRAY['application_name',"
            + " 'client_encoding', 'transaction_isolation', 'transaction_read_only', 'transaction_deferrable'])";

    private static final String NOT_BY_THE_SERVER =
            " OPERATOR(pg_catalog.<>) ALL (ARRAY['default', 'environment variable',"
                    + " 'configuration file', 'command line', 'global'])";

    private static final String BY_A_USER = "context OPERATOR(pg_catalog.=) ANY (ARRAY['user', 'superuser'])";

    private static final String NAME = "([a-z_][a-z0-9_]*[.][a-z_][a-z0-9_]*)";

    /** The names of settings of applications that the functions of the database set. */
    private static final String IN_FUNCTIONS = "SELECT DISTINCT coalesce(name[1], name[2]) FROM pg_catalog.pg_proc,"
            + " pg_catalog.regexp_matches(prosrc, 'set_config[[:space:]]*[(][[:space:]]*''" + NAME
            + "''|[[:<:]]set[[:space:]]+(?:local[[:space:]]+|session[[:space:]]+)?" + NAME + "', 'gi') AS name"
            + " WHERE NOT pronamespace OPERATOR(pg_catalog.=) ANY (SELECT oid FROM pg_catalog.pg_namespace"
            + " WHERE nspname OPERATOR(pg_catalog.=) ANY (ARRAY['pg_catalog', 'information_schema']))";

    private SettingsSnapshot() {}

    /** What {@link #difference} needs from the time before the script, as a JSON object. */
    static String base() {
        return "pg_catalog.jsonb_build_object('settings', " + settings(IN_FUNCTIONS) + ", 'defaults', "
                + defaults("session_user") + ", 'names', (SELECT coalesce(pg_catalog.jsonb_agg(found.name), '[]')"
                + " FROM (" + IN_FUNCTIONS + ") AS found (name)))";
    }

    /**
     * The settings of the session and the defaults of the next one, as a JSON object.
     *
     * @param base an SQL expression for the text of {@link #base} before the script
     * @param custom names of settings of applications
     */
    static String now(String base, Collection<String> custom) {
        return "pg_catalog.jsonb_build_object('settings', " + settings(names(base, custom)) + ", 'defaults', "
                + defaults("session_user") + ")";
    }

    private static String names(String base, Collection<String> custom) {
        String names = custom.stream()
                .map(Quoting::literal)
                .collect(Collectors.joining(", ", "ARRAY[", "]::pg_catalog.text[]"));
        return "SELECT pg_catalog.unnest(" + names + ") UNION SELECT pg_catalog.jsonb_array_elements_text(" + base
                + "::pg_catalog.jsonb OPERATOR(pg_catalog.->) 'names')";
    }

    private static String settings(String names) {
        return "(SELECT pg_catalog.jsonb_object_agg(name, value) FROM ("
                + "SELECT name, pg_catalog.current_setting(name) AS value FROM pg_catalog.pg_settings"
                + " WHERE " + BY_A_USER + " AND source" + NOT_BY_THE_SERVER
                + " UNION ALL SELECT name, pg_catalog.current_setting(name, true)"
                + " FROM (" + names + ") AS custom (name)"
                + " WHERE pg_catalog.current_setting(name, true) IS NOT NULL"
                + " AND name OPERATOR(pg_catalog.!~~) 'migration.%'"
                + " UNION ALL SELECT 'role', pg_catalog.current_setting('role')"
                + " UNION ALL SELECT 'session_authorization', session_user::pg_catalog.text) AS setting (name, value)"
                + " WHERE name" + NOT_OF_A_SCRIPT + ")";
    }

    /**
     * The settings that a new session would not have, as a JSON object.
     *
     * @param base an SQL expression for the text of {@link #base} before the script
     * @param custom names of settings of applications
     */
    static String difference(String base, Collection<String> custom) {
        return "(WITH base AS MATERIALIZED (SELECT " + base + "::pg_catalog.jsonb AS was),"
                + " now AS MATERIALIZED (SELECT * FROM pg_catalog.jsonb_each_text(" + settings(names(base, custom))
                + ") AS now (name, value)),"
                + " changed AS (SELECT name FROM now, base WHERE "
                + differ("(was OPERATOR(pg_catalog.->) 'settings' OPERATOR(pg_catalog.->>) name)", "value")
                + " UNION SELECT name FROM base, pg_catalog.jsonb_object_keys(was OPERATOR(pg_catalog.->) 'settings')"
                + " AS name WHERE NOT name OPERATOR(pg_catalog.=) ANY (SELECT name FROM now)"
                + " UNION SELECT pg_catalog.split_part(coalesce(old.key, new.key), ' ', 3)"
                + " FROM (SELECT d.* FROM base,"
                + " pg_catalog.jsonb_each_text(was OPERATOR(pg_catalog.->) 'defaults') AS d) AS old"
                + " FULL JOIN (SELECT d.* FROM base, pg_catalog.jsonb_each_text("
                + defaults("(was OPERATOR(pg_catalog.->) 'settings' OPERATOR(pg_catalog.->>) 'session_authorization')")
                + ") AS d) AS new ON old.key OPERATOR(pg_catalog.=) new.key"
                + " WHERE " + differ("old.value", "new.value") + ")"
                + " SELECT coalesce(pg_catalog.jsonb_object_agg(changed.name, coalesce(now.value,"
                + " pg_catalog.current_setting(changed.name, true))), '{}')"
                + " FROM changed LEFT JOIN now ON now.name OPERATOR(pg_catalog.=) changed.name"
                + " WHERE changed.name" + NOT_OF_A_SCRIPT
                + " AND (now.value IS NOT NULL OR changed.name OPERATOR(pg_catalog.~~) '%.%'"
                + " OR changed.name OPERATOR(pg_catalog.=) ANY (SELECT name FROM pg_catalog.pg_settings WHERE "
                + BY_A_USER + ")))";
    }

    /** What ALTER DATABASE and ALTER ROLE have set for the next session of a user here. */
    private static String defaults(String user) {
        return "(SELECT coalesce(pg_catalog.jsonb_object_agg("
                + "pg_catalog.concat(setdatabase, ' ', setrole, ' ', pg_catalog.split_part(line, '=', 1)), line), '{}')"
                + " FROM pg_catalog.pg_db_role_setting, pg_catalog.unnest(setconfig) AS line"
                + " WHERE setdatabase OPERATOR(pg_catalog.=) ANY (ARRAY[0, (SELECT oid FROM pg_catalog.pg_database"
                + " WHERE datname OPERATOR(pg_catalog.=) pg_catalog.current_database())])"
                + " AND setrole OPERATOR(pg_catalog.=) ANY (ARRAY[0, (SELECT oid FROM pg_catalog.pg_roles"
                + " WHERE rolname OPERATOR(pg_catalog.=) " + user + ")]))";
    }

    /** {@code IS DISTINCT FROM}, which would look for its operator in the search_path. */
    static String differ(String left, String right) {
        return "NOT coalesce(" + left + " OPERATOR(pg_catalog.=) " + right + ", " + left + " IS NULL AND " + right
                + " IS NULL)";
    }
}
