// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.step;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;

import dev.migration.execution.connection.SecondConnection;
import dev.migration.sql.Redaction;

/** Asks on a second connection whether a session waits for itself, directly or through others, and cancels its statement. */
record DeadlockQueries(SecondConnection second, int pid, Duration interval) implements AutoCloseable {

    private static final long SHORTEST_INTERVAL = 5;
    private static final long LONGEST_INTERVAL = 25;
    private static final int LONGEST_STATEMENT = 200;

    /** {@code pg_blocking_pids} is empty for a session that does not wait, so this ends at once if ours does not. */
    private static final String CYCLE = """
            WITH RECURSIVE wait(waiter, blocker) AS (
                SELECT %1$d, pg_catalog.unnest(pg_catalog.pg_blocking_pids(%1$d))
                UNION
                SELECT w.blocker, pg_catalog.unnest(pg_catalog.pg_blocking_pids(w.blocker))
                FROM wait w WHERE w.blocker OPERATOR(pg_catalog.<>) ALL (ARRAY[0, %1$d]))
            """;

    private static final String WAITS = "SELECT EXISTS (SELECT FROM wait WHERE blocker OPERATOR(pg_catalog.=) %1$d)";

    private static final String SESSION = """
            SELECT pg_catalog.concat('pid ', a.pid, ', user ', coalesce(a.usename, ''), ', application ',
                CASE WHEN a.application_name OPERATOR(pg_catalog.<>) '' THEN a.application_name ELSE 'unnamed' END),
                pg_catalog.left(CASE WHEN a.query OPERATOR(pg_catalog.<>) '<insufficient privilege>' THEN a.query END, 4096)
            FROM (SELECT waiter FROM wait WHERE blocker OPERATOR(pg_catalog.=) %1$d LIMIT 1) w
                JOIN pg_catalog.pg_stat_activity a ON a.pid OPERATOR(pg_catalog.=) w.waiter""";

    private static final String DEADLOCK_TIMEOUT =
            "SELECT setting::bigint FROM pg_catalog.pg_settings WHERE name OPERATOR(pg_catalog.=) 'deadlock_timeout'";

    /** @param pid the process id of the session that may wait for itself */
    static DeadlockQueries on(SecondConnection second, int pid) throws SQLException {
        try {
            long timeout =
                    Long.parseLong(first(second.connection(), DEADLOCK_TIMEOUT).orElse("1000"));
            long interval = Math.max(SHORTEST_INTERVAL, Math.min(LONGEST_INTERVAL, timeout / 20));
            return new DeadlockQueries(second, pid, Duration.ofMillis(interval));
        } catch (SQLException failure) {
            second.close();
            throw failure;
        }
    }

    boolean waitsForItself() throws SQLException {
        return first(second.connection(), (CYCLE + WAITS).formatted(pid))
                .filter("t"::equals)
                .isPresent();
    }

    /** The session that waits for ours while ours waits for it; empty if there is none. */
    Optional<String> sessionThatWaits(Redaction secrets) throws SQLException {
        try (Statement statement = second.connection().createStatement();
                ResultSet row = statement.executeQuery((CYCLE + SESSION).formatted(pid))) {
            return row.next() ? Optional.of(row.getString(1) + statementOf(row, secrets)) : Optional.empty();
        }
    }

    private static String statementOf(ResultSet row, Redaction secrets) throws SQLException {
        String query = row.getString(2);
        return query == null ? "" : ": " + secrets.excerpt(query, LONGEST_STATEMENT);
    }

    /** Cancels the statement of the session. */
    void cancel() throws SQLException {
        first(second.connection(), "SELECT pg_catalog.pg_cancel_backend(" + pid + ")");
    }

    private static Optional<String> first(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
        }
    }

    @Override
    public void close() throws SQLException {
        second.close();
    }
}
