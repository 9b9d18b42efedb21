// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.step;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

import dev.migration.execution.report.ServerErrors;
import dev.migration.execution.session.MigrationSession;
import dev.migration.sql.Redaction;

/**
 * Cancels the statement of the migration when it and a session of the application wait for each other.
 *
 * <p>PostgreSQL looks for a deadlock once for each wait, {@code deadlock_timeout} after its begin, and ends the transaction of the
 * session that looks. An index build has waited longer, so it is the application that loses its transaction. This watch looks more
 * often, on a second connection, and the migration gives way: its statement is cancelled and retried.
 *
 * <p>One thread serves all steps of a session. It connects only if a step takes longer than most steps do: a session that has
 * waited for a lock of the step for {@code deadlock_timeout} cannot exist before.
 */
final class DeadlockWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger("dev.migration");

    private static final Duration DELAY = Duration.ofMillis(500);
    private static final Duration RECONNECT = Duration.ofSeconds(1);

    private final MigrationSession session;
    private final Redaction secrets;
    private final Thread thread = new Thread(this::watch, "migration-deadlocks");
    private boolean armed;
    private boolean warned;
    private @Nullable String yieldedTo;

    /** @param secrets removes secrets from the statements of other sessions */
    DeadlockWatch(MigrationSession session, Redaction secrets) {
        this.session = session;
        this.secrets = secrets;
        this.thread.setDaemon(true);
    }

    /**
     * Runs work whose statements may be cancelled.
     *
     * @throws Exception that of the work; {@link GaveWay} explains a statement that was cancelled
     */
    void run(StepTransaction.Work work) throws Exception {
        begin();
        try {
            work.run();
        } catch (Exception failure) {
            Optional<String> other = end();
            throw other.isPresent() ? explained(failure, other.get()) : failure;
        } catch (Error failure) {
            end();
            throw failure;
        }
        if (end().isPresent()) {
            absorbCancel();
        }
    }

    private Exception explained(Exception failure, String other) {
        if (GaveWay.explains(failure)) {
            return GaveWay.in(failure, other);
        }
        absorbCancel();
        return failure;
    }

    /** The request may arrive after the end of the statement that it was meant for, and must not cancel the next one. */
    private void absorbCancel() {
        try {
            session.query("SELECT 1");
        } catch (DataAccessException cancelled) {
            log.debug("The late cancel request, or a lost session that the next statement reports", cancelled);
        }
    }

    private synchronized void begin() {
        yieldedTo = null;
        armed = true;
        if (!session.isPooled() && thread.getState() == Thread.State.NEW) {
            thread.start();
        }
        notifyAll();
    }

    /** Waits for a cancel request that is being sent. Returns the session to which the work gave way. */
    private synchronized Optional<String> end() {
        armed = false;
        notifyAll();
        return Optional.ofNullable(yieldedTo);
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void watch() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                awaitLongWork();
                watchConnected();
            }
        } catch (InterruptedException done) {
            // close() was called.
        }
    }

    /** Until the same work has been running for a while. */
    private synchronized void awaitLongWork() throws InterruptedException {
        long deadline = System.nanoTime() + DELAY.toNanos();
        while (!armed || System.nanoTime() < deadline) {
            if (armed) {
                wait(Math.max(1, Duration.ofNanos(deadline - System.nanoTime()).toMillis()));
            } else {
                wait();
                deadline = System.nanoTime() + DELAY.toNanos();
            }
        }
    }

    private void watchConnected() throws InterruptedException {
        try (DeadlockQueries queries = DeadlockQueries.on(session.openSecond(), session.pid())) {
            while (!Thread.currentThread().isInterrupted()) {
                awaitWork();
                if (queries.waitsForItself()) {
                    giveWay(queries);
                }
                pause(queries.interval());
            }
        } catch (SQLException failure) {
            warn(failure);
            pause(RECONNECT);
        }
    }

    /** {@link #close()} ends it; a step that begins or ends meanwhile does not. */
    private synchronized void pause(Duration time) throws InterruptedException {
        long deadline = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = deadline - System.nanoTime()) {
            wait(Math.max(1, Duration.ofNanos(left).toMillis()));
        }
    }

    private synchronized void awaitWork() throws InterruptedException {
        while (!armed) {
            wait();
        }
    }

    /** Locked, so that it cannot cancel the rows that record the end of the step. */
    private synchronized void giveWay(DeadlockQueries queries) throws SQLException {
        if (!armed) {
            return;
        }
        // Asked again: the answers about several sessions are not of one moment.
        Optional<String> other = queries.sessionThatWaits(secrets);
        if (other.isPresent()) {
            yieldedTo = other.get();
            queries.cancel();
        }
    }

    private void warn(SQLException failure) {
        String text = ServerErrors.describe(failure);
        if (warned) {
            log.debug("The migration is not watched for deadlocks: {}", text);
            return;
        }
        warned = true;
        log.warn(
                "There is no second connection ({}): a transaction of the application that waits for this revision while the"
                        + " revision waits for it may be ended by PostgreSQL (40P01)",
                text);
    }
}
