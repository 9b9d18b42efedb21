// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.session;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.migration.execution.failure.MigrationStoppedException;
import dev.migration.execution.failure.TransactionEndedException;
import dev.migration.execution.report.RetryClass;
import dev.migration.execution.report.ServerErrors;

/**
 * Stops one run from another thread.
 *
 * <ol>
 *   <li>After the request, no statement, attempt or wait begins.
 *   <li>The running statement is cancelled. A cancel request between two statements has no effect (PostgreSQL manual, 54.2.8), so
 *       it is repeated until the run acknowledges the stop.
 *   <li>The run rolls back, records that it was stopped, releases the lock and ends.
 * </ol>
 */
public final class StopSignal implements RunningCommands.Stop {

    private static final Logger log = LoggerFactory.getLogger(StopSignal.class);
    private static final Duration BETWEEN_CANCELS = Duration.ofMillis(200);
    private static final String QUERY_CANCELED = "57014";

    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread runner = Thread.currentThread();

    /** Held while a cancel request is sent, so that it cannot cancel the rollback, or the rows that record the stop. */
    private final Object cancelling = new Object();

    private @Nullable PGConnection target;

    public boolean isRequested() {
        return requested.getCount() == 0;
    }

    /** @throws MigrationStoppedException if a stop is requested */
    public void check() {
        if (isRequested()) {
            throw MigrationStoppedException.waiting(null);
        }
    }

    /** Waits for a stop request. Returns whether there is one before the time is over. */
    boolean isRequestedWithin(Duration time) throws InterruptedException {
        return requested.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether the stop request explains a failure: the statement was cancelled, or would be retried. */
    public boolean explains(Throwable failure) {
        if (!isRequested()) {
            return false;
        }
        boolean cancelled = ServerErrors.in(failure)
                .map(error -> QUERY_CANCELED.equals(error.getSQLState())
                        || error instanceof TransactionEndedException ended && !ended.isEnded())
                .orElse(false);
        return cancelled
                || failure instanceof MigrationStoppedException
                || RetryClass.of(failure) == RetryClass.CONFLICT;
    }

    /** Sets the connection whose statements are cancelled. */
    void attach(PGConnection connection) {
        synchronized (cancelling) {
            target = connection;
        }
    }

    /** No statement is cancelled from now on. */
    void detach() {
        synchronized (cancelling) {
            target = null;
        }
    }

    /** Called by the run before it cleans up: the cleanup must not be cancelled. */
    public void acknowledge() {
        if (isRequested()) {
            detach();
        }
    }

    /** Called when the run has ended. */
    @Override
    public void end() {
        detach();
        ended.countDown();
    }

    /** Requests the stop, without waiting for the end of the run. */
    @Override
    public void request() {
        requested.countDown();
    }

    /**
     * Cancels the running statement repeatedly until the run ends.
     *
     * @return whether the run has ended; always false for a call from the thread of the run, for example from a listener
     */
    @Override
    public boolean await(Duration longest) throws InterruptedException {
        if (Thread.currentThread() == runner) {
            return false;
        }
        long deadline = System.nanoTime() + longest.toNanos();
        boolean over = ended.getCount() == 0;
        while (!over && System.nanoTime() < deadline) {
            cancel();
            over = ended.await(BETWEEN_CANCELS.toMillis(), TimeUnit.MILLISECONDS);
        }
        return over;
    }

    private void cancel() {
        synchronized (cancelling) {
            try {
                if (target != null) {
                    target.cancelQuery();
                }
            } catch (SQLException failure) {
                log.debug("The running statement could not be cancelled: {}", ServerErrors.describe(failure));
            }
        }
    }
}
