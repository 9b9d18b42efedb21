// SPDX-License-Identifier: Apache-2.0
package dev.migration.test.postgres;

import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import javax.sql.DataSource;

/** A database for one test, which is empty at first and is dropped when it is closed. */
public final class PostgresDatabase implements AutoCloseable {

    private static final int LONGEST_WAIT_IN_SECONDS = 120;

    private final PostgresServer server;
    private final ServerAddress address;
    private final Queue<PostgresDatabase> others = new ConcurrentLinkedQueue<>();

    PostgresDatabase(PostgresServer server, ServerAddress address) {
        this.server = server;
        this.address = address;
    }

    /** The JDBC URL of the database, without user and password. */
    public String url() {
        return address.url();
    }

    /** The role that owns the database. */
    public String username() {
        return address.username();
    }

    /** The password of {@link #username()}. */
    public String password() {
        return address.password();
    }

    /** The name of the database, which is unique on the server. */
    public String name() {
        return address.database();
    }

    /** Returns a new DataSource without a pool: each connection is a new session of the server. */
    public DataSource dataSource() {
        return address.dataSource();
    }

    /** Returns a new DataSource without a pool for another database of the same server. */
    public DataSource dataSource(String database) {
        return address.withDatabase(database).dataSource();
    }

    /** The version of the server, such as {@code 18.1}. */
    public String serverVersion() {
        return server.version();
    }

    /** Empties the database: terminates its sessions, drops it and creates it again. */
    public void reset() {
        drop();
        create();
    }

    /** Executes statements on a connection of its own. */
    public void execute(String sql) {
        try (var connection = dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException("This failed: " + sql, failure);
        }
    }

    /**
     * Waits until a query returns true. The server repeats the query, for two minutes at most.
     *
     * @param condition the query of one boolean, such as {@code SELECT count(*) = 1 FROM pg_locks WHERE NOT granted}
     */
    public void await(String condition) {
        try (var connection = dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.setQueryTimeout(LONGEST_WAIT_IN_SECONDS);
            // Within one transaction, pg_stat_activity stays as it was.
            statement.execute("DO $wait$ BEGIN WHILE NOT (" + condition
                    + ") LOOP COMMIT; PERFORM pg_sleep(0.01); END LOOP; END $wait$");
        } catch (SQLException failure) {
            throw new IllegalStateException("This did not become true: " + condition, failure);
        }
    }

    /** Creates another empty database on the same server. It is closed together with this one. */
    public PostgresDatabase createDatabase() {
        var other = server.createDatabase(name());
        others.add(other);
        return other;
    }

    /** Terminates the sessions of the database and drops it. A second call has no effect. */
    @Override
    public void close() {
        others.forEach(PostgresDatabase::close);
        drop();
        server.forget(this);
    }

    /** Drops the database and creates it again as a copy of another one, to which no session is connected. */
    public void resetTo(PostgresDatabase original) {
        drop();
        create(original.name());
    }

    void create() {
        // template0 is empty on every server, and has no sessions.
        create("template0");
    }

    void create(String template) {
        server.create(name(), template);
    }

    private void drop() {
        server.execute("DROP DATABASE IF EXISTS " + name() + " WITH (FORCE)");
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
