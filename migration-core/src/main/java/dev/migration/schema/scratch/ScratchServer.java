// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.scratch;

import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

import javax.sql.DataSource;

import dev.migration.sql.Quoting;

/**
 * Creates scratch databases beside a database, on its server, and drops them.
 *
 * <p>While it exists, one session in the original database holds an advisory lock for each scratch database. A scratch database
 * without a lock belongs to a process that died; {@link #open} drops it. No clock is involved, so a slow process keeps its own.
 * Not safe for use by several threads.
 */
public final class ScratchServer implements AutoCloseable {

    private static final String PREFIX = "migration_scratch_";
    /** The first key of the advisory locks, which is the same in every process; the second one is part of the name. */
    private static final int LOCK_CLASS = 0x5C7A7C4;

    private final ScratchSession session;
    private final Function<String, DataSource> dataSources;
    private final Deque<ScratchDatabase> created = new ArrayDeque<>();

    private ScratchServer(ScratchSession session, Function<String, DataSource> dataSources) {
        this.session = session;
        this.dataSources = dataSources;
    }

    /**
     * Connects to the original database, and drops what dead processes left.
     *
     * @param original a database on the server; the scratch databases get its encoding, locale and settings
     * @param dataSources returns the source of connections to a database of that name on the same server
     */
    public static ScratchServer open(DataSource original, Function<String, DataSource> dataSources)
            throws SQLException {
        ScratchSession session = new ScratchSession(original.getConnection());
        try {
            session.connection().setAutoCommit(true);
            // Operators and functions that users created are not called.
            session.execute("SET search_path = pg_catalog, pg_temp");
            ScratchServer server = new ScratchServer(session, dataSources);
            server.dropAbandoned();
            return server;
        } catch (SQLException | RuntimeException failure) {
            try (session) {
                throw failure;
            }
        }
    }

    /** Creates an empty database. */
    public ScratchDatabase create() throws SQLException {
        return create("TEMPLATE template0 " + locale());
    }

    /**
     * Creates a copy of a database to which no session is connected. The server may still be ending a session that was closed; the
     * copying itself ends an autovacuum, which a role may not.
     */
    public ScratchDatabase copy(ScratchDatabase original) throws SQLException {
        session.query(
                "SELECT pg_catalog.pg_terminate_backend(pid, 10000) FROM pg_catalog.pg_stat_activity WHERE datname = "
                        + Quoting.literal(original.name())
                        + " AND usename = current_user AND backend_type = 'client backend'");
        return create("TEMPLATE " + original.name());
    }

    /**
     * Creates a copy of the first template that exists.
     *
     * @param keys of {@link #keepTemplate}, the one with the most revisions first
     * @return empty if there is none
     */
    public Optional<TemplateCopy> copyTemplate(List<String> keys) throws SQLException {
        ScratchTemplates templates = ScratchTemplates.of(session, settings());
        Optional<String> key = templates.first(keys);
        if (key.isEmpty()) {
            return Optional.empty();
        }
        try {
            ScratchDatabase copy = create("TEMPLATE " + templates.name(key.get()));
            templates.used(key.get());
            return Optional.of(new TemplateCopy(copy, key.get()));
        } catch (ScratchDatabaseException failure) {
            if (failure.getCause() instanceof SQLException cause && ScratchTemplates.isRace(cause)) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    /** A template, to be read only; empty if there is none. */
    public Optional<ScratchDatabase> template(String key) throws SQLException {
        ScratchTemplates templates = ScratchTemplates.of(session, settings());
        templates.hold(key);
        if (templates.first(List.of(key)).isEmpty()) {
            return Optional.empty();
        }
        templates.used(key);
        return Optional.of(template(templates, key));
    }

    /**
     * Makes a database of this server, to which no session is connected, a template that stays.
     *
     * @return the template; the database itself if another process was faster, or if it is too large
     */
    public ScratchDatabase intoTemplate(ScratchDatabase database, String key) throws SQLException {
        ScratchTemplates templates = ScratchTemplates.of(session, settings());
        if (!templates.keep(database.name(), key)) {
            return database;
        }
        created.remove(database);
        return template(templates, key);
    }

    /** Notes a hash of the schema of a template: two templates with the same one need not be read. */
    public void noteSchema(ScratchDatabase template, String hash) throws SQLException {
        ScratchTemplates.of(session, settings()).note(template.name(), hash);
    }

    private ScratchDatabase template(ScratchTemplates templates, String key) throws SQLException {
        String name = templates.name(key);
        return new ScratchDatabase(name, dataSources.apply(name), true, templates.schema(name));
    }

    private ScratchDatabase named(String name) {
        return new ScratchDatabase(name, dataSources.apply(name));
    }

    /** Drops all templates that the role may drop. */
    public void dropTemplates() throws SQLException {
        ScratchTemplates.of(session, settings()).dropAll();
    }

    /** Drops a database that this server created. */
    public void drop(ScratchDatabase database) throws SQLException {
        drop(database.name());
        created.remove(database);
    }

    /** Drops all databases that were created so far. */
    public void dropAll() throws SQLException {
        while (!created.isEmpty()) {
            drop(created.peek().name());
            created.pop();
        }
    }

    /** Drops all databases that were created. */
    @Override
    public void close() throws SQLException {
        try (session) {
            dropAll();
        }
    }

    private ScratchDatabase create(String options) throws SQLException {
        int key = new SecureRandom().nextInt(Integer.MAX_VALUE);
        String name = PREFIX + String.format(Locale.ROOT, "%08x", key);
        // The lock first: without it another process would drop the database.
        session.execute("SELECT pg_catalog.pg_advisory_lock(" + LOCK_CLASS + ", " + key + ")");
        try {
            session.execute("CREATE DATABASE " + name + " " + options);
        } catch (SQLException failure) {
            throw new ScratchDatabaseException(name, failure);
        }
        ScratchDatabase database = named(name);
        created.push(database);
        for (String setting : settings()) {
            session.execute("ALTER DATABASE " + name + " SET " + setting);
        }
        return database;
    }

    /** ICU and builtin locales exist since 15 and 17; a copy of template0 has the provider of the server. */
    private String locale() throws SQLException {
        return session.query("SELECT pg_catalog.format('ENCODING %L LC_COLLATE %L LC_CTYPE %L',"
                        + " pg_catalog.pg_encoding_to_char(encoding), datcollate, datctype)"
                        + " FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()")
                .get(0);
    }

    /** What ALTER DATABASE has set for every role. The value of a list is SQL already. */
    private List<String> settings() throws SQLException {
        List<String> found = session.query(
                "SELECT s.setting FROM pg_catalog.pg_db_role_setting r, pg_catalog.unnest(r.setconfig) s (setting)"
                        + " WHERE r.setrole = 0 AND r.setdatabase = (SELECT d.oid FROM pg_catalog.pg_database d"
                        + " WHERE d.datname = pg_catalog.current_database())");
        List<String> settings = new ArrayList<>();
        for (String setting : found) {
            String name = setting.substring(0, setting.indexOf('='));
            String value = setting.substring(name.length() + 1);
            settings.add(name + " TO " + (isList(name) ? value : Quoting.literal(value)));
        }
        return settings;
    }

    private static boolean isList(String setting) {
        return List.of("search_path", "local_preload_libraries", "session_preload_libraries", "temp_tablespaces")
                .contains(setting);
    }

    private void dropAbandoned() throws SQLException {
        List<String> abandoned = session.query(
                "SELECT d.datname FROM pg_catalog.pg_database d WHERE d.datname ~ '^" + PREFIX
                        + "[0-9a-f]{8}$' AND pg_catalog.pg_has_role(d.datdba, 'USAGE') AND NOT EXISTS (SELECT FROM pg_catalog.pg_locks l"
                        + " WHERE l.locktype = 'advisory' AND l.classid = " + LOCK_CLASS
                        + " AND pg_catalog.lpad(pg_catalog.to_hex(l.objid::bigint), 8, '0') = pg_catalog.right(d.datname, 8))");
        for (String name : abandoned) {
            drop(name);
        }
    }

    private void drop(String name) throws SQLException {
        session.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }
}
