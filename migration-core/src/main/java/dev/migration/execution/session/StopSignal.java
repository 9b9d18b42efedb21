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
 * Asks one run to stop, from another thread.
 *
 * <ol>
 *   <li>From then on nothing is begun: no statement, no try, no wait.
 *   <li>The running statement is cancelled. A request to cancel that comes between two statements is lost (PostgreSQL manual,
 *       54.2.8), so it is repeated until the run has noticed.
 *   <li>The run rolls back, writes down that it was stopped, gives the lock back and ends.
 * </ol>
 */
public final class StopSignal {

    private static final Logger log = LoggerFactory.getLogger(StopSignal.class);
    private static final Duration BETWEEN_CANCELS = Duration.ofMillis(200);
    private static final String QUERY_CANCELED = "57014";

    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread runner = Thread.currentThread();

    /** Held while a request to cancel is on its way, so that it cannot hit the rollback, or the rows about it. */
    private final Object cancelling = new Object();

    private @Nullable PGConnection target;

    public boolean isRequested() {
        return requested.getCount() == 0;
    }

    /** @throws MigrationStoppedException if the run is to stop */
    public void check() {
        if (isRequested()) {
            throw MigrationStoppedException.waiting(null);
        }
    }

    /** Whether the run is to stop, now or before the time is over. */
    boolean isRequestedWithin(Duration time) throws InterruptedException {
        return requested.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether the request to stop is what became of a run: the statement was cancelled, or would have been tried again. */
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
                || RetryClass.of(failure) == RetryClass.IN_THE_WAY;
    }

    /** What is to be cancelled from now on. */
    void attach(PGConnection connection) {
        synchronized (cancelling) {
            target = connection;
        }
    }

    /** Nothing is cancelled from now on. */
    void detach() {
        synchronized (cancelling) {
            target = null;
        }
    }

    /** The run knows that it is to stop and cleans up; that must not be cancelled. */
    public void noticed() {
        if (isRequested()) {
            detach();
        }
    }

    /** The run is over. */
    public void end() {
        detach();
        ended.countDown();
    }

    /** Asks the run to stop, without waiting for it. */
    public void request() {
        requested.countDown();
    }

    /**
     * Cancels what runs, again and again, until the run is over.
     *
     * @return whether it is over; the run itself, in a listener, is never waited for
     */
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
