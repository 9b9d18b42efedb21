// SPDX-License-Identifier: Apache-2.0
package dev.migration.test.postgres;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server for tests, and the databases on it.
 *
 * <p>{@link #shared()} uses the first of these servers that is available:
 *
 * <ol>
 *   <li>an embedded server, if the build requires a version of PostgreSQL (profiles {@code postgres-14} to {@code
 *       postgres-18});
 *   <li>the server of the environment variable {@code MIGRATION_TEST_POSTGRES_URL}: a JDBC URL with {@code user} and
 *       {@code password} of a role that may create databases;
 *   <li>a container, if Docker answers;
 *   <li>an embedded server, unpacked from the class path.
 * </ol>
 */
public final class PostgresServer {

    private static final Logger log = LoggerFactory.getLogger(PostgresServer.class);

    /** PostgreSQL truncates names after 63 bytes; the rest is for the part that makes a name unique. */
    private static final int LONGEST_PREFIX = 45;

    /** Without fsync, two checkpoints cost less than the WAL of all pages of the original. PostgreSQL 14 has no choice. */
    private static final String STRATEGY = """
            SELECT CASE WHEN current_setting('fsync') = 'off' AND current_setting('server_version_num')::int >= 150000
              THEN ' STRATEGY file_copy' ELSE '' END""";

    private final RunningServer server;
    private final Administration administration;
    /** A part of CREATE DATABASE. */
    private final String strategy;

    private final Set<PostgresDatabase> databases = ConcurrentHashMap.newKeySet();
    private final Map<Object, TemplateDatabase> templates = new ConcurrentHashMap<>();

    /** One that a test may stop. */
    PostgresServer(RunningServer server) {
        this(server, Administration.connectingEachTime(server.administration()), "");
    }

    private PostgresServer(RunningServer server, Administration administration, String strategy) {
        this.server = server;
        this.administration = administration;
        this.strategy = strategy;
    }

    /** Returns the server of this JVM. The first call starts it; it is stopped when the JVM ends. */
    public static PostgresServer shared() {
        return Shared.SERVER;
    }

    /**
     * Creates an empty database. The caller closes it; a database that is still open is dropped when the JVM ends.
     *
     * @param prefix a part of the name, such as the name of the test class
     */
    public PostgresDatabase createDatabase(String prefix) {
        var database = new PostgresDatabase(this, server.administration().withDatabase(uniqueName(prefix)));
        database.create();
        databases.add(database);
        return database;
    }

    /**
     * Returns the database that has been filled for a key, to be copied. The first call creates it; it is dropped when the JVM ends.
     *
     * @param key equal for equal contents
     * @param fill fills the empty database and closes its connections; if it throws, the next call tries again
     */
    public PostgresDatabase template(Object key, Consumer<PostgresDatabase> fill) {
        return templates.computeIfAbsent(key, unknown -> new TemplateDatabase()).filled(this, fill);
    }

    /**
     * Creates a copy of a database to which no session is connected. The caller closes it.
     *
     * @param prefix a part of the name, such as the name of the test class
     */
    public PostgresDatabase copy(PostgresDatabase original, String prefix) {
        var copy = new PostgresDatabase(this, server.administration().withDatabase(uniqueName(prefix)));
        copy.create(original.name());
        databases.add(copy);
        return copy;
    }

    /** Returns the version of the server, such as {@code 18.1}. */
    String version() {
        return ask("SHOW server_version");
    }

    /** Returns whether the programs of the server are on this machine, unpacked from the class path. */
    boolean isEmbedded() {
        return server.origin().equals(EmbeddedServer.ORIGIN);
    }

    /** Returns the single value of a query. */
    String ask(String sql) {
        return administration.ask(sql);
    }

    /** Creates a database as a copy of another one. */
    void create(String name, String template) {
        execute("CREATE DATABASE " + name + " TEMPLATE " + template + strategy);
    }

    void execute(String sql) {
        administration.run(sql, statement -> statement.execute(sql));
    }

    void forget(PostgresDatabase database) {
        databases.remove(database);
    }

    void stop() {
        try {
            databases.forEach(PostgresDatabase::close);
        } catch (RuntimeException failure) {
            // The server may be stopped already: other shutdown hooks run concurrently.
            log.debug("Not all test databases could be dropped", failure);
        } finally {
            administration.close();
            server.stop().run();
        }
    }

    private static String uniqueName(String prefix) {
        var words = prefix.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
        var start = words.substring(0, Math.min(words.length(), LONGEST_PREFIX));
        return "test_" + start + "_" + UUID.randomUUID().toString().substring(0, 8);
    }

    /**
     * Holds the server of the JVM, which is started when this class is initialized.
     *
     * <p>The static state is intended: a start takes seconds, and JUnit, Spring's cached contexts and plain code share no
     * other scope that lasts as long as the JVM.
     */
    private static final class Shared {

        /** Has the address, for class loaders in which this class is there once more. */
        private static final String PROPERTY = "migration.test.postgres.server";

        static final PostgresServer SERVER = Optional.ofNullable(System.getProperty(PROPERTY))
                .map(Shared::known)
                .orElseGet(Shared::start);

        private static PostgresServer known(String url) {
            return lasting(new RunningServer("another class loader", ServerAddress.parse(url), () -> {}));
        }

        private static PostgresServer start() {
            var running = ServerProvider.firstOf(System.getenv());
            var server = lasting(running);
            Runtime.getRuntime().addShutdownHook(new Thread(server::stop, "stop-test-postgres"));
            System.setProperty(PROPERTY, running.administration().urlWithCredentials());
            log.info(
                    "Tests use PostgreSQL {} from {}: {}",
                    server.version(),
                    running.origin(),
                    running.administration());
            return server;
        }

        private static PostgresServer lasting(RunningServer running) {
            var administration = Administration.keepingConnections(running.administration());
            return new PostgresServer(running, administration, administration.ask(STRATEGY));
        }
    }
}
