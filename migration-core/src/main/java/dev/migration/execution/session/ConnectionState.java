// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.session;

import java.sql.Connection;
import java.sql.SQLException;

import org.postgresql.PGConnection;
import org.postgresql.jdbc.AutoSave;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.migration.error.Suppressed;
import dev.migration.execution.refusal.UnsupportedDatabaseException;

/**
 * The state of a connection in the driver when it was opened. It is restored at the end, because the DataSource may use the
 * connection again.
 *
 * <ul>
 *   <li>Autocommit is switched on: transactions of the run begin explicitly.
 *   <li>No statement is prepared on the server: through a pooler, the next server session would not know it.
 *   <li>The driver waits for a result without a limit. A {@code socketTimeout} is meant for the queries of an application; it
 *       would break off a long revision and retry it until the retry budget is spent.
 * </ul>
 */
record ConnectionState(boolean autoCommit, boolean readOnly, int networkTimeout, DriverState driver) {

    private static final Logger log = LoggerFactory.getLogger(MigrationSession.class);

    private static final int OLDEST_SERVER = 14;

    /** What a Java revision can change in the driver and no statement resets. */
    record DriverState(int prepareThreshold, int fetchSize, AutoSave autoSave) {

        static DriverState of(PGConnection connection) {
            return new DriverState(
                    connection.getPrepareThreshold(), connection.getDefaultFetchSize(), connection.getAutosave());
        }

        void restore(PGConnection connection) throws SQLException {
            connection.setPrepareThreshold(prepareThreshold);
            connection.setDefaultFetchSize(fetchSize);
            connection.setAutosave(autoSave);
        }
    }

    /** Reads the state and prepares the connection. */
    static ConnectionState take(Connection connection) throws SQLException {
        PGConnection driver = connection.unwrap(PGConnection.class);
        ConnectionState before = new ConnectionState(
                connection.getAutoCommit(),
                connection.isReadOnly(),
                connection.getNetworkTimeout(),
                DriverState.of(driver));
        connection.setAutoCommit(true);
        before.prepare(connection);
        return before;
    }

    /** Prepares the connection again after a Java revision, which may have changed it. */
    void prepare(Connection connection) throws SQLException {
        PGConnection server = connection.unwrap(PGConnection.class);
        driver.restore(server);
        server.setPrepareThreshold(0);
        setNetworkTimeout(connection, 0);
    }

    /** Restores the state. */
    void restore(Connection connection) throws SQLException {
        if (!connection.isClosed()) {
            driver.restore(connection.unwrap(PGConnection.class));
            setNetworkTimeout(connection, networkTimeout);
            connection.setAutoCommit(autoCommit);
        }
    }

    private static void setNetworkTimeout(Connection connection, int millis) throws SQLException {
        if (connection.getNetworkTimeout() != millis) {
            connection.setNetworkTimeout(Runnable::run, millis);
        }
    }

    /** Breaks a connection that cannot be restored. */
    static void breakOff(Connection connection) {
        try {
            connection.abort(Runnable::run);
            // A pool removes a connection that reports its loss.
            connection.createStatement().close();
        } catch (SQLException broken) {
            log.debug("The connection of the migration is broken", broken);
        }
    }

    static void requirePostgreSql(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        if (!product.equals("PostgreSQL")) {
            throw UnsupportedDatabaseException.otherProduct(product);
        }
        if (connection.getMetaData().getDatabaseMajorVersion() < OLDEST_SERVER) {
            throw UnsupportedDatabaseException.tooOld(connection.getMetaData().getDatabaseProductVersion());
        }
    }

    static void closeAfter(Exception failure, Connection connection) {
        try {
            connection.close();
        } catch (SQLException second) {
            Suppressed.add(failure, second);
        }
    }
}
