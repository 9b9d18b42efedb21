// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.scratch;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import dev.migration.sql.Quoting;

/**
 * Databases that stay on the server, so that later commands copy them and apply no revision.
 *
 * <p>A template is a finished scratch database under another name: a process that is killed leaves no half of one. Two processes that
 * make the same one have the same content; the second one is refused by the name and keeps its own. Sessions only read it: one that
 * does while another process copies or drops it, delays the other one for at most five seconds, which then does without.
 */
final class ScratchTemplates {

    private static final String PREFIX = "migration_template_";
    /** The first key of the advisory locks; the second one is the hash of the name. */
    private static final int LOCK_CLASS = 0x5C7A7C5;

    private static final int MOST = 8;
    private static final String LAST_USED = "last used ";
    private static final String SCHEMA = ", schema ";
    private static final String OLDEST = "14 days";
    /** Larger ones are not kept: a copy would take as long as the revisions, and the disk is that of the server. */
    private static final String LARGEST = "512 MB";

    /** Everything outside the revisions that decides what they create. */
    private static final String ENVIRONMENT = """
            SELECT pg_catalog.concat_ws('|', pg_catalog.current_setting('server_version_num'), CURRENT_USER, \
            (SELECT pg_catalog.concat_ws('|', d.encoding, d.datcollate, d.datctype) FROM pg_catalog.pg_database d \
            WHERE d.datname = pg_catalog.current_database()), \
            (SELECT pg_catalog.string_agg(e.name || ' ' || e.default_version, ',' ORDER BY e.name) \
            FROM pg_catalog.pg_available_extensions() e), \
            (SELECT pg_catalog.string_agg(r.rolname, ',' ORDER BY r.rolname) FROM pg_catalog.pg_roles r))""";

    private static final String MINE = " FROM pg_catalog.pg_database d WHERE d.datname LIKE 'migration\\_template\\_%'"
            + " AND pg_catalog.pg_has_role(d.datdba, 'USAGE')";

    private final ScratchSession session;
    private final String environment;

    private ScratchTemplates(ScratchSession session, String environment) {
        this.session = session;
        this.environment = environment;
    }

    /** @param settings what ALTER DATABASE has set, which the scratch databases have, too */
    static ScratchTemplates of(ScratchSession session, List<DatabaseSetting> settings) throws SQLException {
        return new ScratchTemplates(session, session.query(ENVIRONMENT).get(0) + settings);
    }

    /** The key of the first template that exists. */
    Optional<String> first(List<String> keys) throws SQLException {
        List<String> present = session.query("SELECT d.datname" + MINE);
        if (present.isEmpty()) {
            return Optional.empty();
        }
        return keys.stream().filter(key -> present.contains(name(key))).findFirst();
    }

    /**
     * Makes a finished database a template.
     *
     * @return whether it is one
     */
    boolean keep(String database, String key) throws SQLException {
        boolean fits = Boolean.parseBoolean(session.query("SELECT (pg_catalog.pg_database_size("
                        + Quoting.literal(database) + ") <= pg_catalog.pg_size_bytes('" + LARGEST + "'))::text")
                .get(0));
        if (!fits || !isDone("ALTER DATABASE " + database + " RENAME TO " + name(key))) {
            return false;
        }
        hold(key);
        used(key);
        sweep();
        return true;
    }

    /** Keeps others from sweeping a template, as long as this session exists. */
    void hold(String key) throws SQLException {
        session.execute(
                "SELECT pg_catalog.pg_advisory_lock_shared(" + LOCK_CLASS + ", " + lock("'" + name(key) + "'") + ")");
    }

    private static String lock(String name) {
        return "pg_catalog.hashtext(" + name + ")";
    }

    /** Notes that a template was used, which decides what is swept. */
    void used(String key) throws SQLException {
        note(name(key), schema(name(key)).orElse(""));
    }

    /** The hash of the schema that {@link #note} wrote. */
    Optional<String> schema(String name) throws SQLException {
        String comment = session
                .query("SELECT COALESCE(pg_catalog.shobj_description(d.oid, 'pg_database'), '')" + MINE
                        + " AND d.datname = " + Quoting.literal(name))
                .stream()
                .findFirst()
                .orElse("");
        int at = comment.indexOf(SCHEMA);
        return at < 0 ? Optional.empty() : Optional.of(comment.substring(at + SCHEMA.length()));
    }

    void note(String name, String schema) throws SQLException {
        String now = session.query("SELECT pg_catalog.now()::text").get(0);
        isDone("COMMENT ON DATABASE " + name + " IS "
                + Quoting.literal(LAST_USED + now + (schema.isEmpty() ? "" : SCHEMA + schema)));
    }

    /** Whether a statement was executed; not if another process made, dropped or uses the database meanwhile. */
    private boolean isDone(String sql) throws SQLException {
        try {
            session.execute(sql);
            return true;
        } catch (SQLException failure) {
            if (isRace(failure)) {
                return false;
            }
            throw failure;
        }
    }

    /** Whether another process made or dropped the template meanwhile. */
    static boolean isRace(SQLException failure) {
        return List.of("42P04", "23505", "3D000", "55006", "XX000").contains(String.valueOf(failure.getSQLState()));
    }

    /** Drops the templates that were not used for a long time, and all but the last used ones. */
    private void sweep() throws SQLException {
        drop(
                "SELECT s.datname FROM (SELECT d.datname, pg_catalog.row_number() OVER (ORDER BY u.used DESC) AS place, u.used"
                        + " FROM (SELECT *" + MINE + ") d, LATERAL (SELECT COALESCE(pg_catalog.substring("
                        + "pg_catalog.shobj_description(d.oid, 'pg_database'), '^" + LAST_USED
                        + "([^,]*)'), '-infinity')::timestamptz AS used) u) s"
                        + " WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_locks l WHERE l.locktype = 'advisory' AND l.classid = "
                        + LOCK_CLASS + " AND l.objid::bigint = " + lock("s.datname")
                        + "::bigint & 4294967295) AND (s.place > " + MOST + " OR s.used < pg_catalog.now() - '" + OLDEST
                        + "'::interval)");
    }

    /** Drops all templates of the role. */
    void dropAll() throws SQLException {
        drop("SELECT d.datname" + MINE);
    }

    private void drop(String query) throws SQLException {
        for (String name : session.query(query)) {
            isDone("DROP DATABASE IF EXISTS " + name);
        }
    }

    String name(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((environment + '|' + key).getBytes(StandardCharsets.UTF_8));
            return PREFIX + HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
