// SPDX-License-Identifier: Apache-2.0
package dev.migration.test.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Runs statements in the administration database of a server.
 *
 * <p>Its connections are kept and used again: a login costs more than most statements. Threads share none at the same time.
 */
final class Administration implements AutoCloseable {

    private static final int SECONDS_TO_ANSWER = 5;

    private final ServerAddress address;
    private final boolean keeps;
    private final Queue<Connection> idle = new ConcurrentLinkedQueue<>();

    private Administration(ServerAddress address, boolean keeps) {
        this.address = address;
        this.keeps = keeps;
    }

    /** With connections that stay open between statements. */
    static Administration keepingConnections(ServerAddress address) {
        return new Administration(address, true);
    }

    /** With a connection for each statement, for a server that may be stopped or crash. */
    static Administration connectingEachTime(ServerAddress address) {
        return new Administration(address, false);
    }

    ServerAddress address() {
        return address;
    }

    <T> T run(String sql, Work<T> work) {
        try {
            var connection = connection();
            try (var statement = connection.createStatement()) {
                return work.with(statement);
            } finally {
                giveBack(connection);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(
                    "This failed on " + address + ": " + sql + ": " + failure.getMessage()
                            + " What to do: see that the server runs and that the role may create databases.",
                    failure);
        }
    }

    /** Returns the single value of a query. */
    String ask(String sql) {
        return run(sql, statement -> {
            try (var rows = statement.executeQuery(sql)) {
                rows.next();
                return rows.getString(1);
            }
        });
    }

    private Connection connection() throws SQLException {
        for (var kept = idle.poll(); kept != null; kept = idle.poll()) {
            if (kept.isValid(SECONDS_TO_ANSWER)) {
                return kept;
            }
            kept.close();
        }
        return address.dataSource().getConnection();
    }

    private void giveBack(Connection connection) throws SQLException {
        if (keeps) {
            idle.add(connection);
        } else {
            connection.close();
        }
    }

    /** Closes the connections that are kept; those that cannot be closed went with their server. */
    @Override
    public void close() {
        for (var kept = idle.poll(); kept != null; kept = idle.poll()) {
            try {
                kept.close();
            } catch (SQLException gone) {
                continue;
            }
        }
    }

    /** What is done with a statement. */
    @FunctionalInterface
    interface Work<T> {

        T with(Statement statement) throws SQLException;
    }
}
