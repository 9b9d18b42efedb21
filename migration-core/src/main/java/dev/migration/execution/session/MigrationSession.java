package dev.migration.execution.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionTemplate;

import dev.migration.execution.failure.DatabaseUnavailableException;
import dev.migration.execution.failure.ServerErrors;
import dev.migration.execution.failure.UnsupportedDatabaseException;
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
    private static final String WATCH_THE_CLIENT =
            "SET client_connection_check_interval = '1s'; SET tcp_keepalives_idle = 10;"
                    + " SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3; SET tcp_user_timeout = '30s';"
                    + " SET idle_in_transaction_session_timeout = 0";

    /** What a script may have left in the session, except our lock and the driver's prepared statements. */
    private static final String RESET =
            "RESET SESSION AUTHORIZATION; RESET ALL; CLOSE ALL; UNLISTEN *; DISCARD TEMP;" + " DISCARD SEQUENCES";

    private final Connection connection;
    private final DataSource single;
    private final JdbcTemplate jdbc;
    private boolean prepared;

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

    public Connection connection() {
        return connection;
    }

    public JdbcTemplate jdbc() {
        return jdbc;
    }

    /** Makes the session ready for work that holds locks; {@code name} is what others see as its application_name. */
    public void prepare(String name) {
        prepared = true;
        jdbc.execute("SET application_name = " + Quoting.literal(name));
        try (Statement statement = connection.createStatement()) {
            statement.execute(WATCH_THE_CLIENT);
        } catch (SQLException unsupported) {
            // Not every platform can watch its clients; the work is as correct without.
            log.debug("The server does not watch its clients: {}", ServerErrors.describe(unsupported));
        }
    }

    /** Undoes what a script did to the session, so that the next one starts like the first. */
    public void reset(String name) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(RESET);
        }
        prepare(name);
    }

    /** Runs the action in a transaction: all of it, or nothing. */
    public void inTransaction(Runnable action) {
        new TransactionTemplate(new DataSourceTransactionManager(single)).executeWithoutResult(status -> action.run());
    }

    public void write(Iterable<StateStatement> statements) {
        for (StateStatement statement : statements) {
            @Nullable Object[] parameters = statement.parameters().toArray();
            jdbc.update(statement.sql(), parameters);
        }
    }

    /** Leaves nothing behind, should the DataSource keep the connection in a pool. */
    @Override
    public void close() {
        try (connection) {
            if (prepared) {
                clean();
            }
        } catch (SQLException failure) {
            log.warn("The migration's connection could not be closed: {}", ServerErrors.describe(failure));
        }
    }

    private void clean() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(RESET + "; SELECT pg_advisory_unlock_all()");
        }
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
