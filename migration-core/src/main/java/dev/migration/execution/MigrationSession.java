package dev.migration.execution;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionTemplate;

import dev.migration.sql.Quoting;
import dev.migration.version.StateReader;
import dev.migration.version.StateStatement;
import dev.migration.version.StateTables;

/**
 * The one connection on which everything happens: reading the state, the lock, the revisions. In autocommit outside a
 * revision's transaction.
 */
public final class MigrationSession implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(MigrationSession.class);

    private static final int OLDEST_SERVER = 14;

    /**
     * A client that dies must not leave a statement running that holds locks: the server looks after the client every second,
     * and notices a lost network within half a minute (PostgreSQL manual, 20.3.2 and 20.3.4).
     */
    private static final String WATCH_THE_CLIENT = "SET client_connection_check_interval = '1s'";

    /** A revision in Java may think for a while; a network that is gone should be noticed all the same. */
    private static final String STAY_CONNECTED =
            "SET idle_session_timeout = 0; SET idle_in_transaction_session_timeout = 0;"
                    + " SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3;"
                    + " SET tcp_user_timeout = '30s'";

    /** What a script may have left in the session, except our lock and the driver's prepared statements. */
    private static final String RESET =
            "RESET SESSION AUTHORIZATION; RESET ALL; CLOSE ALL; UNLISTEN *; DISCARD TEMP;" + " DISCARD SEQUENCES";

    private final Connection connection;
    private final DataSource single;
    private final JdbcTemplate jdbc;
    private @Nullable SessionSettings found;

    private MigrationSession(Connection connection) {
        this.connection = connection;
        this.single = new SingleConnectionDataSource(connection, true);
        this.jdbc = new JdbcTemplate(single);
    }

    /**
     * Opens a connection.
     *
     * @throws DatabaseUnavailableException if none is to be had
     * @throws UnsupportedDatabaseException if it does not lead to PostgreSQL 14 or newer
     */
    public static MigrationSession open(DataSource dataSource) {
        try {
            Connection connection = dataSource.getConnection();
            try {
                requirePostgreSql(connection);
                connection.setAutoCommit(true);
                return new MigrationSession(connection);
            } catch (SQLException | RuntimeException failure) {
                closeAfter(failure, connection);
                throw failure;
            }
        } catch (SQLException failure) {
            throw new DatabaseUnavailableException(failure);
        }
    }

    public StateReader state(StateTables tables) {
        return new StateReader(jdbc, tables);
    }

    Connection connection() {
        return connection;
    }

    JdbcTemplate jdbc() {
        return jdbc;
    }

    /** Makes the session ready for work that holds locks; {@code name} is what others see as its application_name. */
    void prepare(String name) {
        if (found == null) {
            found = SessionSettings.read(jdbc);
        }
        jdbc.execute("SET application_name = " + Quoting.literal(name) + "; " + STAY_CONNECTED);
        try (Statement statement = connection.createStatement()) {
            statement.execute(WATCH_THE_CLIENT);
        } catch (SQLException unsupported) {
            // Not every platform can watch its clients; the work is as correct without.
            log.debug("The server does not watch its clients: {}", ServerErrors.describe(unsupported));
        }
    }

    /** Undoes what a script did to the session, so that the next one starts like the first. */
    void reset(String name) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(RESET);
        }
        requireFound().restore(jdbc);
        prepare(name);
    }

    /** Becomes the user again that the session began with, so that this user writes the state. */
    void restoreRole() {
        requireFound().restoreRole(jdbc);
    }

    private SessionSettings requireFound() {
        return Objects.requireNonNull(found, "The session is not prepared");
    }

    /** Runs the action in a transaction: all of it, or nothing. */
    void inTransaction(Runnable action) {
        new TransactionTemplate(new DataSourceTransactionManager(single)).executeWithoutResult(status -> action.run());
    }

    void write(Iterable<StateStatement> statements) {
        for (StateStatement statement : statements) {
            @Nullable Object[] parameters = statement.parameters().toArray();
            jdbc.update(statement.sql(), parameters);
        }
    }

    /** Leaves nothing behind, should the DataSource keep the connection in a pool. */
    @Override
    public void close() {
        try (connection) {
            if (found != null && !connection.isClosed()) {
                clean(found);
            }
        } catch (SQLException | DataAccessException failure) {
            // The work is done or has failed by itself; a connection that is gone has nothing left to clean.
            log.warn("The migration's connection could not be cleaned: {}", failure.toString());
        }
    }

    private void clean(SessionSettings settings) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(RESET + "; SELECT pg_advisory_unlock_all()");
        }
        settings.restore(jdbc);
    }

    private static void requirePostgreSql(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        if (!product.equals("PostgreSQL")) {
            throw UnsupportedDatabaseException.otherProduct(product);
        }
        if (connection.getMetaData().getDatabaseMajorVersion() < OLDEST_SERVER) {
            throw UnsupportedDatabaseException.tooOld(connection.getMetaData().getDatabaseProductVersion());
        }
    }

    private static void closeAfter(Exception failure, Connection connection) {
        try {
            connection.close();
        } catch (SQLException second) {
            failure.addSuppressed(second);
        }
    }
}
