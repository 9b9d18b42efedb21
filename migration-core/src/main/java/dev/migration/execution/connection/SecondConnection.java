// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.connection;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

import javax.sql.DataSource;

import org.postgresql.PGConnection;

/**
 * A connection for short queries about another one, in autocommit mode: within a transaction, {@code pg_stat_activity} stays as it
 * was, and an index build would wait for it. No query waits without a limit for an answer that the network dropped.
 *
 * @param autoCommit restored at the end, like {@code networkTimeout}: the connection may belong to a pool
 */
public record SecondConnection(Connection connection, boolean autoCommit, int networkTimeout) implements AutoCloseable {

    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);

    /** Opens a second connection, whose queries may take ten seconds. */
    public static SecondConnection open(DataSource source, Connection first) throws SQLException {
        return open(source, first, LONGEST_ANSWER);
    }

    /**
     * Opens a second connection. Some DataSources have only one, which must not be used on two threads.
     *
     * @param longest how long an answer may take
     * @throws SQLException if it is the same connection
     */
    static SecondConnection open(DataSource source, Connection first, Duration longest) throws SQLException {
        Connection second = ConnectionOpening.of(source, longest);
        if (second.unwrap(PGConnection.class) == first.unwrap(PGConnection.class)) {
            throw new SQLException("The DataSource has only one connection");
        }
        try {
            SecondConnection opened = new SecondConnection(second, second.getAutoCommit(), second.getNetworkTimeout());
            second.setNetworkTimeout(Runnable::run, (int) longest.toMillis());
            second.setAutoCommit(true);
            return opened;
        } catch (SQLException failure) {
            second.close();
            throw failure;
        }
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            if (!connection.isClosed()) {
                connection.setAutoCommit(autoCommit);
                connection.setNetworkTimeout(Runnable::run, networkTimeout);
            }
        }
    }
}
