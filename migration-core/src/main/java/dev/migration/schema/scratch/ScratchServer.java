// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.scratch;

import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

import javax.sql.DataSource;

import org.postgresql.ds.common.BaseDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.migration.sql.Quoting;

/**
 * Creates scratch databases beside a database, on its server, and drops them. If another server is used instead, everything here
 * happens there.
 *
 * <p>While it exists, one session in the original database holds an advisory lock for each scratch database. A scratch database
 * without a lock belongs to a process that died; {@link #open} drops it. No clock is involved, so a slow process keeps its own.
 * Not safe for use by several threads.
 */
public final class ScratchServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ScratchServer.class);

    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final String PREFIX = "migration_scratch_";
    /** The first key of the advisory locks, which is the same in every process; the second one is part of the name. */
    private static final int LOCK_CLASS = 0x5C7A7C4;

    private final HostSession original;
    private final OtherHost otherHost;
    /** The names of the databases. */
    private final Deque<String> created = new ArrayDeque<>();
    /** Decided before the first database is created. */
    private Optional<HostSession> used = Optional.empty();

    private ScratchServer(HostSession original, OtherHost otherHost) {
        this.original = original;
        this.otherHost = otherHost;
    }

    /**
     * Connects to the original database, and drops what dead processes left.
     *
     * @param original a database on the server; the scratch databases get its encoding, locale and settings
     * @param dataSources returns the source of connections to a database of that name on the same server
     */
    public static ScratchServer open(DataSource original, Function<String, DataSource> dataSources)
            throws SQLException {
        return open(new ScratchHost(original, dataSources), session -> Optional.empty());
    }

    /**
     * The same for scratch databases that may be created on another server.
     *
     * @param otherHost is stopped by {@link #close}
     */
    public static ScratchServer open(ScratchHost host, OtherHost otherHost) throws SQLException {
        ScratchServer server = new ScratchServer(HostSession.open(host), otherHost);
        try {
            server.dropAbandoned();
            return server;
        } catch (SQLException | RuntimeException failure) {
            try (server) {
                throw failure;
            }
        }
    }

    /** Creates an empty database. */
    public ScratchDatabase create() throws SQLException {
        return create("TEMPLATE template0 " + new OriginalDatabase(session()).locale());
    }

    /**
     * Creates a copy of a database to which no session is connected. The server may still be ending a session that was closed; the
     * copying itself ends an autovacuum, which a role may not.
     */
    public ScratchDatabase copy(ScratchDatabase original) throws SQLException {
        session()
                .query(
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
        ScratchTemplates templates = templates();
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
        ScratchTemplates templates = templates();
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
        ScratchTemplates templates = templates();
        if (!templates.keep(database.name(), key)) {
            return database;
        }
        created.remove(database.name());
        return template(templates, key);
    }

    /** Notes a hash of the schema of a template: two templates with the same one need not be read. */
    public void noteSchema(ScratchDatabase template, String hash) throws SQLException {
        templates().note(template.name(), hash);
    }

    private ScratchDatabase template(ScratchTemplates templates, String key) throws SQLException {
        String name = templates.name(key);
        return new ScratchDatabase(name, place().host().dataSources().apply(name), true, templates.schema(name));
    }

    private ScratchDatabase named(String name) throws SQLException {
        return new ScratchDatabase(name, place().host().dataSources().apply(name));
    }

    /** Drops all templates on the server of the original database that the role may drop. */
    public void dropTemplates() throws SQLException {
        templatesOf(original.session()).dropAll();
    }

    /** Drops a database that this server created. */
    public void drop(ScratchDatabase database) throws SQLException {
        drop(session(), database.name());
        created.remove(database.name());
    }

    /** Drops all databases that were created so far. */
    public void dropAll() throws SQLException {
        while (!created.isEmpty()) {
            drop(session(), created.peek());
            created.pop();
        }
    }

    /** Drops all databases that were created. */
    @Override
    public void close() throws SQLException {
        HostSession last = used.orElse(original);
        try (original;
                last) {
            dropAll();
        }
    }

    private ScratchDatabase create(String options) throws SQLException {
        int key = new SecureRandom().nextInt(Integer.MAX_VALUE);
        String name = PREFIX + String.format(Locale.ROOT, "%08x", key);
        ScratchSession session = session();
        // The lock first: without it another process would drop the database.
        session.execute("SELECT pg_catalog.pg_advisory_lock(" + LOCK_CLASS + ", " + key + ")");
        try {
            session.execute("CREATE DATABASE " + name + " " + options);
        } catch (SQLException failure) {
            throw new ScratchDatabaseException(name, failure);
        }
        created.push(name);
        ScratchDatabase database = named(name);
        for (DatabaseSetting setting : new OriginalDatabase(session).settings()) {
            set(setting, database);
        }
        return database;
    }

    /** A setting of the server itself that only a superuser may change is left out: it is about logging and libraries. */
    private void set(DatabaseSetting setting, ScratchDatabase database) throws SQLException {
        try {
            session().execute("ALTER DATABASE " + database.name() + ' ' + setting.sql());
        } catch (SQLException failure) {
            if (!INSUFFICIENT_PRIVILEGE.equals(failure.getSQLState())) {
                throw failure;
            }
            if (!isCustom(setting)) {
                log.debug("The scratch database {} does not have {}", database.name(), setting.name(), failure);
            } else if (database.dataSource() instanceof BaseDataSource source) {
                setting.beginWith(source);
            } else {
                log.warn(
                        "The scratch database does not have the setting {}, which only a superuser may store",
                        setting.name());
            }
        }
    }

    /** Whether no part of the server and no library that is loaded knows the setting. */
    private boolean isCustom(DatabaseSetting setting) throws SQLException {
        return session()
                .query("SELECT 1 FROM pg_catalog.pg_settings WHERE name = " + Quoting.literal(setting.name()))
                .isEmpty();
    }

    private ScratchSession session() throws SQLException {
        return place().session();
    }

    private HostSession place() throws SQLException {
        if (used.isEmpty()) {
            Optional<ScratchHost> other = otherHost.startFor(original.session().connection());
            used = Optional.of(other.isPresent() ? HostSession.open(other.get()) : original);
        }
        return used.get();
    }

    private ScratchTemplates templates() throws SQLException {
        return templatesOf(session());
    }

    private static ScratchTemplates templatesOf(ScratchSession session) throws SQLException {
        return ScratchTemplates.of(session, new OriginalDatabase(session).settings());
    }

    private void dropAbandoned() throws SQLException {
        List<String> abandoned = original.session()
                .query(
                        "SELECT d.datname FROM pg_catalog.pg_database d WHERE d.datname ~ '^" + PREFIX
                                + "[0-9a-f]{8}$' AND pg_catalog.pg_has_role(d.datdba, 'USAGE') AND NOT EXISTS (SELECT FROM pg_catalog.pg_locks l"
                                + " WHERE l.locktype = 'advisory' AND l.classid = " + LOCK_CLASS
                                + " AND pg_catalog.lpad(pg_catalog.to_hex(l.objid::bigint), 8, '0') = pg_catalog.right(d.datname, 8))");
        for (String name : abandoned) {
            drop(original.session(), name);
        }
    }

    private static void drop(ScratchSession session, String name) throws SQLException {
        session.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }
}
