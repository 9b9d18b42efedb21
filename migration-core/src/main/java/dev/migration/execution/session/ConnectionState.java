package dev.migration.execution.session;

import java.sql.Connection;
import java.sql.SQLException;

import org.postgresql.PGConnection;

/**
 * How the driver's side of a connection was when we got it, to be given back like that: whoever lends it may go on using it.
 *
 * <ul>
 *   <li>Autocommit is on, because a transaction of ours begins where we say.
 *   <li>No statement is prepared on the server: it would be missing when a pooler gives us another session.
 *   <li>The driver waits for an answer as long as that takes. A {@code socketTimeout} is made for an application's queries; a
 *       revision that takes longer would be broken off and begun again until the time for tries is over.
 * </ul>
 */
record ConnectionState(boolean autoCommit, boolean readOnly, int prepareThreshold, int networkTimeout) {

    /** Makes the connection ours. */
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

    /** Makes it what it was. */
    void giveBack(Connection connection) throws SQLException {
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
