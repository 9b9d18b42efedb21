package dev.migration.test.postgres;

import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import javax.sql.DataSource;

/** A database of a test's own, empty at first, dropped when it is closed. */
public final class PostgresDatabase implements AutoCloseable {

    private static final int LONGEST_WAIT_IN_SECONDS = 120;

    private final PostgresServer server;
    private final ServerAddress address;
    private final Queue<PostgresDatabase> others = new ConcurrentLinkedQueue<>();

    PostgresDatabase(PostgresServer server, ServerAddress address) {
        this.server = server;
        this.address = address;
    }

    /** Its JDBC URL, without user and password. */
    public String url() {
        return address.url();
    }

    /** The role to connect as; it owns the database. */
    public String username() {
        return address.username();
    }

    /** The password of {@link #username()}. */
    public String password() {
        return address.password();
    }

    /** Its name, unique on the server. */
    public String name() {
        return address.database();
    }

    /** A new data source without a pool: each connection is a physical one. */
    public DataSource dataSource() {
        return address.dataSource();
    }

    /** The server's version, such as {@code 18.1}. */
    public String serverVersion() {
        return server.version();
    }

    /** Makes it empty again: ends its sessions, drops it and creates it anew. */
    public void reset() {
        drop();
        create();
    }

    /**
     * Waits until a query gives true: the server itself asks it again and again, for two minutes at most.
     *
     * @param condition the query of one truth value, such as {@code SELECT count(*) = 1 FROM pg_locks WHERE NOT granted}
     */
    public void await(String condition) {
        try (var connection = dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.setQueryTimeout(LONGEST_WAIT_IN_SECONDS);
            // Within one transaction, pg_stat_activity stays as it was.
            statement.execute("DO $wait$ BEGIN WHILE NOT (" + condition
                    + ") LOOP COMMIT; PERFORM pg_sleep(0.01); END LOOP; END $wait$");
        } catch (SQLException failure) {
            throw new IllegalStateException("Waited in vain for this: " + condition, failure);
        }
    }

    /** Creates another empty database on the same server, which is closed together with this one. */
    public PostgresDatabase createDatabase() {
        var other = server.createDatabase(name());
        others.add(other);
        return other;
    }

    /** Ends its sessions and drops it; closing it twice does no harm. */
    @Override
    public void close() {
        others.forEach(PostgresDatabase::close);
        drop();
        server.forget(this);
    }

    void create() {
        // template0 is empty on every server, and nobody can be connected to it.
        server.execute("CREATE DATABASE " + name() + " TEMPLATE template0");
    }

    private void drop() {
        server.execute("DROP DATABASE IF EXISTS " + name() + " WITH (FORCE)");
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
