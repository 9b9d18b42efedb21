// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.session;

import java.sql.Connection;
import java.sql.SQLException;

import org.postgresql.PGConnection;

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
record ConnectionState(boolean autoCommit, boolean readOnly, int prepareThreshold, int networkTimeout) {

    /** Reads the state and prepares the connection. */
    static ConnectionState take(Connection connection) throws SQLException {
        PGConnection driver = connection.unwrap(PGConnection.class);
        ConnectionState before = new ConnectionState(
                connection.getAutoCommit(),
                connection.isReadOnly(),
                driver.getPrepareThreshold(),
                connection.getNetworkTimeout());
        connection.setAutoCommit(true);
        driver.setPrepareThreshold(0);
        setNetworkTimeout(connection, 0);
        return before;
    }

    /** Restores the state. */
    void restore(Connection connection) throws SQLException {
        if (!connection.isClosed()) {
            connection.unwrap(PGConnection.class).setPrepareThreshold(prepareThreshold);
            setNetworkTimeout(connection, networkTimeout);
            connection.setAutoCommit(autoCommit);
        }
    }

    private static void setNetworkTimeout(Connection connection, int millis) throws SQLException {
        if (connection.getNetworkTimeout() != millis) {
            connection.setNetworkTimeout(Runnable::run, millis);
        }
    }
}
