// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import javax.sql.DataSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.migration.execution.report.BatchFailure;

/**
 * Detects a pooler that assigns a different server session to each transaction (PgBouncer in transaction mode). Through such a
 * pooler, a session-level lock belongs to no particular client, and session settings affect other clients.
 *
 * <ol>
 *   <li>A pooler reports a process id of its own to the client. If the client has the process id of the server process, there is
 *       no pooler.
 *   <li>Otherwise a second connection reads its server process. If both connections have the same one, or the first one changes,
 *       sessions are shared.
 *   <li>If there is no result, sessions count as shared: then every transaction takes the lock, which is correct in any case.
 * </ol>
 */
record PoolerDetection(DataSource dataSource, Connection connection) {

    private static final Logger log = LoggerFactory.getLogger(PoolerDetection.class);

    /** A pooler assigns the session that was returned last, unless another client gets it first. */
    private static final int CHECKS = 10;

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /**
     * The process id of the server process; empty if sessions are shared.
     *
     * @param reported the process id that the client received when it connected
     */
    OptionalInt serverProcess(int reported) throws SQLException {
        int process = process(connection);
        return process == reported || !sharesSessions() ? OptionalInt.of(process) : OptionalInt.empty();
    }

    private boolean sharesSessions() throws SQLException {
        try (Connection second = open().get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
            return usesSameProcessWithinTimeout(second);
        } catch (TimeoutException | ExecutionException | SQLException noAnswer) {
            log.debug("It is unknown whether the pooler shares sessions", noAnswer);
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while detecting a pooler", interrupted);
        }
    }

    /** The DataSource may return the connection to a pool, so its timeout is restored. */
    private boolean usesSameProcessWithinTimeout(Connection second) throws SQLException {
        int before = second.getNetworkTimeout();
        second.setNetworkTimeout(Runnable::run, (int) TIMEOUT.toMillis());
        try {
            return usesSameProcess(second);
        } finally {
            if (!second.isClosed()) {
                second.setNetworkTimeout(Runnable::run, before);
            }
        }
    }

    /** The second connection holds no session while the first one needs one: many instances may check at the same time. */
    private boolean usesSameProcess(Connection second) throws SQLException {
        for (int check = 0; check < CHECKS; check++) {
            int ours = process(connection);
            if (process(second) == ours || process(connection) != ours) {
                return true;
            }
        }
        return false;
    }

    /** Opens it on another thread: a pool of size 1 would wait for the connection of this run. */
    private CompletableFuture<Connection> open() {
        CompletableFuture<Connection> opened = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        Connection second = dataSource.getConnection();
                        if (!opened.complete(second)) {
                            second.close();
                        }
                    } catch (SQLException failure) {
                        opened.completeExceptionally(failure);
                    }
                },
                "migration-pooler-probe");
        thread.setDaemon(true);
        thread.start();
        return opened;
    }

    private static int process(Connection connection) throws SQLException {
        try {
            return SimpleProtocol.send(
                            connection, java.util.List.of("SELECT pg_catalog.pg_backend_pid()"), notice -> {})
                    .map(Integer::parseInt)
                    .orElseThrow();
        } catch (BatchFailure failure) {
            throw failure.error();
        }
    }
}
