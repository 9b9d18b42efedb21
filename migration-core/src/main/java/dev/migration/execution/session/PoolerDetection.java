package dev.migration.execution.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import javax.sql.DataSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.migration.execution.report.BatchFailure;

/**
 * Finds out whether a pooler gives each transaction another server session (PgBouncer in transaction mode). Behind such a one
 * a session-level lock is held by nobody in particular, and what is set in the session reaches other clients.
 *
 * <ol>
 *   <li>A pooler tells the client a process number of its own: if it is the server's, there is none.
 *   <li>Otherwise a second connection asks for its server process. If it is ours, or ours becomes another, sessions are shared.
 *   <li>When no answer comes, they are taken for shared: then every transaction takes the lock, which is right in any case.
 * </ol>
 */
final class PoolerDetection {

    private static final Logger log = LoggerFactory.getLogger(PoolerDetection.class);

    /** A pooler gives out the session that was given back last, unless other clients are quicker. */
    private static final int LOOKS = 10;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final DataSource dataSource;
    private final Connection connection;

    PoolerDetection(DataSource dataSource, Connection connection) {
        this.dataSource = dataSource;
        this.connection = connection;
    }

    /** @param told the process number that the client was told when it connected */
    boolean sharesSessions(int told) throws SQLException {
        if (process(connection) == told) {
            return false;
        }
        try (Connection second = open().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            second.setNetworkTimeout(Runnable::run, (int) PATIENCE.toMillis());
            return looksAlike(second);
        } catch (TimeoutException | ExecutionException | SQLException noAnswer) {
            log.debug("The pooler does not tell whether it shares sessions", noAnswer);
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while looking for a pooler", interrupted);
        }
    }

    /** The second connection never holds a session while the first asks for one: many instances look at once. */
    private boolean looksAlike(Connection second) throws SQLException {
        for (int look = 0; look < LOOKS; look++) {
            int ours = process(connection);
            if (process(second) == ours || process(connection) != ours) {
                return true;
            }
        }
        return false;
    }

    /** On a thread of its own: a pool of size 1 would wait for the connection that we hold. */
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
            return SimpleProtocol.send(connection, java.util.List.of("SELECT pg_backend_pid()"), notice -> {})
                    .map(Integer::parseInt)
                    .orElseThrow();
        } catch (BatchFailure failure) {
            throw failure.error();
        }
    }
}
