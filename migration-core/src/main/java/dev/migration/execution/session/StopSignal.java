// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.session;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

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
 *   <li>A cancel request may not reach the server. Then the session is ended on another connection, and finally the connection is
 *       closed here.
 *   <li>The run rolls back, records that it was stopped, releases the lock and ends.
 * </ol>
 */
public final class StopSignal implements RunningCommands.Stop {

    private static final Duration BETWEEN_CANCELS = Duration.ofMillis(200);
    private static final Duration LONGEST_CANCEL = Duration.ofSeconds(2);
    private static final Duration LONGEST_WITHOUT_ANSWER = Duration.ofSeconds(5);
    private static final String QUERY_CANCELED = "57014";

    private final Duration patience;
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread runner = Thread.currentThread();

    private @Nullable SessionEnd target;
    private @Nullable SessionEnd last;
    private @Nullable Thread sending;
    private volatile boolean sessionEnded;

    /** A signal that cancels the running statement. */
    public StopSignal() {
        this(Duration.ZERO);
    }

    private StopSignal(Duration patience) {
        this.patience = patience;
    }

    /** A signal that lets the current transaction end for this long before it cancels its statement. */
    public static StopSignal patient(Duration patience) {
        return new StopSignal(patience);
    }

    /** Whether no statement may begin. */
    public boolean isRequested() {
        return requested.getCount() == 0;
    }

    /** Whether no transaction may begin. */
    public boolean isAsked() {
        return asked.getCount() == 0;
    }

    /** @throws MigrationStoppedException if no transaction may begin */
    public void checkBetweenTransactions() {
        if (isAsked()) {
            throw MigrationStoppedException.waiting(null);
        }
    }

    /** @throws MigrationStoppedException if a stop is requested */
    public void check() {
        if (isRequested()) {
            throw MigrationStoppedException.waiting(null);
        }
    }

    /** Waits for a stop request. Returns whether there is one before the time is over. */
    public boolean isRequestedWithin(Duration time) throws InterruptedException {
        return asked.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether the stop request explains a failure: the statement was cancelled, or would be retried. */
    public boolean explains(Throwable failure) {
        if (!isAsked()) {
            return false;
        }
        boolean cancelled = ServerErrors.in(failure)
                .map(error -> QUERY_CANCELED.equals(error.getSQLState())
                        || error instanceof TransactionEndedException ended && !ended.isEnded())
                .orElse(false);
        return cancelled
                || (sessionEnded && RetryClass.of(failure) == RetryClass.SESSION_LOST)
                || failure instanceof MigrationStoppedException
                || RetryClass.of(failure) == RetryClass.CONFLICT;
    }

    /** Sets the session whose statements are cancelled. */
    synchronized void attach(SessionEnd session) {
        target = session;
        last = session;
    }

    /**
     * No statement is cancelled from now on. Waits for a request that is being sent, so that it cannot cancel the rollback, or the
     * rows that record the stop; not longer, because a network may drop it.
     */
    void detach() {
        Thread request = withoutTarget();
        try {
            if (request != null) {
                request.join(LONGEST_CANCEL.toMillis());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized @Nullable Thread withoutTarget() {
        target = null;
        return sending;
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
        asked.countDown();
        if (patience.isZero()) {
            requested.countDown();
        }
    }

    /** Whether the caller is the run itself, for example a listener: it cannot wait for its own end. */
    @Override
    public boolean isOwn() {
        return Thread.currentThread() == runner;
    }

    /**
     * Cancels the running statement repeatedly until the run ends. A run that does not end loses its session after a third of the
     * time, and its connection after two thirds.
     *
     * @return whether the run has ended
     */
    @Override
    public boolean await(Duration longest) throws InterruptedException {
        long start = System.nanoTime();
        if (!patience.isZero()) {
            Duration half = Duration.ofNanos(longest.toNanos() / 2);
            ended.await(shorter(patience, half).toMillis(), TimeUnit.MILLISECONDS);
            requested.countDown();
        }
        Duration terminate = shorter(LONGEST_WITHOUT_ANSWER, Duration.ofNanos(longest.toNanos() / 3));
        Duration waited = Duration.ZERO;
        boolean over = ended.getCount() == 0;
        while (!over && waited.compareTo(longest) < 0) {
            if (waited.compareTo(terminate.plus(terminate)) >= 0) {
                abort();
            } else if (waited.compareTo(terminate) >= 0) {
                terminate();
            } else {
                send(SessionEnd::cancel);
            }
            over = ended.await(BETWEEN_CANCELS.toMillis(), TimeUnit.MILLISECONDS);
            waited = Duration.ofNanos(System.nanoTime() - start);
        }
        return over;
    }

    private static Duration shorter(Duration first, Duration second) {
        return first.compareTo(second) < 0 ? first : second;
    }

    private synchronized void terminate() {
        if (target != null && !sessionEnded) {
            sessionEnded = true;
            sending = null;
            send(SessionEnd::terminate);
        }
    }

    /** Also while the run cleans up: the cleanup of a stop is short. */
    private synchronized void abort() {
        SessionEnd session = last;
        last = null;
        if (session != null) {
            sessionEnded = true;
            session.abort();
        }
    }

    /** On another thread, because a request that the network drops takes as long as the driver waits for its answer. */
    private synchronized void send(Consumer<SessionEnd> request) {
        SessionEnd session = target;
        if (session != null && (sending == null || !sending.isAlive())) {
            sending = new Thread(() -> request.accept(session), "migration-cancel");
            sending.setDaemon(true);
            sending.start();
        }
    }
}
