// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.status;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The thread that queries a database for many readers, and how long they wait for it.
 *
 * <p>One reader waits for its whole timeout. Any other waits until the query is {@link #OVERDUE}, and not at all if it is.
 */
final class ReaderThread implements AutoCloseable {

    /** The age of a query at which the database counts as silent. A query takes some milliseconds. */
    static final Duration OVERDUE = Duration.ofMillis(500);

    private final ThreadPoolExecutor thread =
            new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), ReaderThread::daemon);
    private final Semaphore patience = new Semaphore(1);
    private volatile Optional<Query<?>> executing = Optional.empty();

    <R> Query<R> submit(Callable<R> query) {
        Query<R> submitted = new Query<>(query);
        thread.execute(() -> execute(submitted));
        return submitted;
    }

    private void execute(Query<?> query) {
        executing = Optional.of(query);
        query.run();
        executing = Optional.empty();
    }

    /**
     * Waits for the result of a query.
     *
     * @throws TimeoutException if it takes longer than {@code timeout}, or is overdue while another reader waits
     */
    <R> R await(Query<R> query, Duration timeout) throws ExecutionException, InterruptedException, TimeoutException {
        Duration left = OVERDUE.minus(query.age());
        if (left.isNegative()) {
            return query.get(0, TimeUnit.NANOSECONDS);
        }
        boolean patient = patience.tryAcquire();
        try {
            boolean whole = patient || timeout.compareTo(left) < 0;
            return query.get((whole ? timeout : left).toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            if (patient) {
                patience.release();
            }
        }
    }

    /** @throws TimeoutException if the query that is executing is overdue */
    void requireAnswering() throws TimeoutException {
        Optional<Query<?>> current = executing;
        if (current.isPresent() && current.get().age().compareTo(OVERDUE) > 0) {
            throw new TimeoutException("The query before it is overdue.");
        }
    }

    /** Cancels a query if it has not begun. */
    void cancel(Query<?> query) {
        query.cancel(false);
    }

    /** Stops the thread. */
    @Override
    public void close() {
        thread.shutdownNow();
    }

    private static Thread daemon(Runnable queries) {
        Thread thread = new Thread(queries, "migration-monitor");
        thread.setDaemon(true);
        return thread;
    }

    /** A query that was submitted. Its age counts from then, so it includes the time in which it waits for the query before it. */
    static final class Query<R> extends FutureTask<R> {

        private final long submitted = System.nanoTime();

        private Query(Callable<R> query) {
            super(query);
        }

        Duration age() {
            return Duration.ofNanos(System.nanoTime() - submitted);
        }
    }
}
