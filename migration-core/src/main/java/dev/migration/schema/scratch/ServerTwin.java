// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.scratch;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.migration.sql.Quoting;

/**
 * Makes a new server like another one, as far as revisions notice it: the same roles and memberships, the same settings of a
 * session, and a database with the same encoding and locale. Names and values of the other server are data: none of them is run as SQL.
 */
public final class ServerTwin {

    /** The database on the new server; {@link ScratchHost#original()} connects to it. */
    public static final String DATABASE = "migration_original";

    /** The locale is one of the machine of the other server. */
    private static final String UNKNOWN_LOCALE = "42809";

    /** Settings whose values are files or names that a new server does not have. */
    private static final Set<String> NOT_TAKEN_OVER = Set.of(
            "default_table_access_method",
            "default_tablespace",
            "dynamic_library_path",
            "local_preload_libraries",
            "session_preload_libraries",
            "temp_tablespaces");

    private final ScratchSession original;
    private final ScratchSession twin;

    /**
     * @param original a session in the database that scratch databases resemble
     * @param twin a session of the superuser of the new server, in a database of its own
     */
    public ServerTwin(Connection original, Connection twin) {
        this.original = new ScratchSession(original);
        this.twin = new ScratchSession(twin);
    }

    /** The name of the superuser that the server was created with, who owns the objects of the server itself. */
    public static String superuser(Connection original) throws SQLException {
        return new ScratchSession(original)
                .query("SELECT rolname FROM pg_catalog.pg_roles WHERE oid = 10")
                .get(0);
    }

    /** Whether the role of the session may create databases. */
    public static boolean mayCreateDatabases(Connection original) throws SQLException {
        return !new ScratchSession(original)
                .query("SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = CURRENT_USER AND (rolsuper OR rolcreatedb)")
                .isEmpty();
    }

    /** The role of a session. */
    public static String role(Connection original) throws SQLException {
        return new ScratchSession(original).query("SELECT CURRENT_USER").get(0);
    }

    /**
     * Creates the roles and the database.
     *
     * @param password of the role of the session, which may create databases afterwards
     */
    public void create(String password) throws SQLException {
        String role = role(original.connection());
        createRoles();
        grantMemberships();
        twin.execute(
                "ALTER ROLE " + Quoting.identifier(role) + " LOGIN CREATEDB PASSWORD " + Quoting.literal(password));
        createDatabase(new OriginalDatabase(original).locale());
        applySettings();
    }

    private void createRoles() throws SQLException {
        Set<String> present = present();
        for (List<String> role : original.rows(
                "SELECT rolname, CASE WHEN rolinherit THEN 'INHERIT' ELSE 'NOINHERIT' END, CASE WHEN rolsuper THEN 'SUPERUSER'"
                        + " WHEN rolbypassrls THEN 'BYPASSRLS' ELSE '' END FROM pg_catalog.pg_roles ORDER BY rolname")) {
            if (!present.contains(role.get(0))) {
                twin.execute("CREATE ROLE " + Quoting.identifier(role.get(0)) + ' ' + known(role.get(1))
                        + known(role.get(2)));
            }
        }
    }

    /** A word of the other server is compared, and not run. */
    private static String known(String word) {
        return List.of("NOINHERIT", "SUPERUSER", "BYPASSRLS").contains(word) ? word + ' ' : "";
    }

    private Set<String> present() throws SQLException {
        return new HashSet<>(twin.query("SELECT rolname FROM pg_catalog.pg_roles"));
    }

    /** Since PostgreSQL 16, a membership says whether privileges are inherited, and whether SET ROLE is allowed. */
    private void grantMemberships() throws SQLException {
        Set<String> present = present();
        for (List<String> row : original.rows("""
                SELECT g.rolname, m.rolname, pg_catalog.bool_or(a.admin_option)::text, \
                COALESCE(pg_catalog.bool_or((pg_catalog.to_jsonb(a) ->> 'inherit_option')::boolean)::text, ''), \
                COALESCE(pg_catalog.bool_or((pg_catalog.to_jsonb(a) ->> 'set_option')::boolean)::text, '') \
                FROM pg_catalog.pg_auth_members a JOIN pg_catalog.pg_roles g ON g.oid = a.roleid \
                JOIN pg_catalog.pg_roles m ON m.oid = a.member WHERE a.member <> 10 GROUP BY 1, 2""")) {
            if (present.contains(row.get(0)) && !isPredefined(row.get(1))) {
                twin.execute("GRANT " + Quoting.identifier(row.get(0)) + " TO " + Quoting.identifier(row.get(1))
                        + options(row.get(2), row.get(3), row.get(4)));
            }
        }
    }

    private static boolean isPredefined(String role) {
        return role.startsWith("pg_");
    }

    private static String options(String admin, String inherit, String set) {
        if (inherit.isEmpty()) {
            return Boolean.parseBoolean(admin) ? " WITH ADMIN OPTION" : "";
        }
        return " WITH ADMIN " + Boolean.parseBoolean(admin) + ", INHERIT " + Boolean.parseBoolean(inherit) + ", SET "
                + Boolean.parseBoolean(set);
    }

    private void createDatabase(String locale) throws SQLException {
        String create = "CREATE DATABASE " + DATABASE + " TEMPLATE template0 ";
        try {
            twin.execute(create + locale);
        } catch (SQLException failure) {
            if (!UNKNOWN_LOCALE.equals(failure.getSQLState())) {
                throw failure;
            }
            // Names of collations are part of a schema, the locale of the database is not.
            twin.execute(create + locale.replaceFirst(" LC_COLLATE .*", " LC_COLLATE 'C' LC_CTYPE 'C'"));
        }
    }

    /**
     * What ALTER DATABASE and ALTER ROLE set for a session of this role, the strongest last. All of it becomes a setting of the role: it
     * may not give its databases each of them.
     */
    private void applySettings() throws SQLException {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String entry : original.query(
                "SELECT s.setting FROM pg_catalog.pg_db_role_setting r, pg_catalog.unnest(r.setconfig) s (setting)"
                        + " WHERE (r.setdatabase = 0 AND r.setrole = 0) OR (r.setrole = 0 AND r.setdatabase = (SELECT d.oid FROM"
                        + " pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())) OR (r.setdatabase = 0 AND"
                        + " r.setrole = (SELECT u.oid FROM pg_catalog.pg_roles u WHERE u.rolname = CURRENT_USER))"
                        + " ORDER BY r.setrole <> 0, r.setdatabase <> 0")) {
            DatabaseSetting setting = DatabaseSetting.of(entry);
            settings.put(setting.name(), setting.value());
        }
        Set<String> own = ownSettings();
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            if (own.contains(setting.getKey()) || setting.getKey().indexOf('.') > 0) {
                apply(setting.getKey(), setting.getValue());
            }
        }
    }

    /** The settings that every role may change, without those that name what only the other server has. */
    private Set<String> ownSettings() throws SQLException {
        Set<String> names = new HashSet<>(twin.query(
                "SELECT name FROM pg_catalog.pg_settings WHERE context = 'user' AND name NOT LIKE 'lc\\_%'"));
        names.removeAll(NOT_TAKEN_OVER);
        return names;
    }

    private void apply(String name, String value) throws SQLException {
        try (PreparedStatement set = twin.connection().prepareStatement("SELECT pg_catalog.set_config(?, ?, false)")) {
            set.setString(1, name);
            set.setString(2, value);
            set.execute();
        }
        String quoted =
                Arrays.stream(name.split("\\.")).map(Quoting::identifier).collect(Collectors.joining("."));
        twin.execute(
                "ALTER ROLE " + Quoting.identifier(role(original.connection())) + " SET " + quoted + " FROM CURRENT");
    }
}
