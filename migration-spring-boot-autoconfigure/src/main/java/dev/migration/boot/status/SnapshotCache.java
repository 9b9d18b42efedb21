// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.status;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import dev.migration.boot.status.ReaderThread.Query;

/**
 * Reads the state of a database on one thread for many readers, and keeps the last result.
 *
 * <ol>
 *   <li>Readers that ask at the same time share one query, so they use one connection together.
 *   <li>A reader waits no longer than its own timeout, and only one reader waits longer than {@link ReaderThread#OVERDUE}: a
 *       database that does not answer must not occupy the threads of a web server. Then it gets the last known state and the reason
 *       why that may be outdated. The query continues, and its result is kept for the next reader.
 *   <li>After a failed read, {@link #readCached} does not wait again for the time {@code retryAfter}.
 * </ol>
 *
 * @param <T> the state that a query returns
 */
final class SnapshotCache<T> implements AutoCloseable {

    private final Callable<T> query;
    private final Duration retryAfter;
    private final ReaderThread thread = new ReaderThread();
    private Optional<Query<State<T>>> running = Optional.empty();
    private volatile Optional<State<T>> last = Optional.empty();
    private volatile Optional<FailedRead> lastFailure = Optional.empty();

    /** @param retryAfter how long {@link #readCached} does not wait for the database after a failed read; may be zero */
    SnapshotCache(Callable<T> query, Duration retryAfter) {
        this.query = query;
        this.retryAfter = retryAfter;
    }

    /** Reads the current state. If the database does not answer within {@code timeout}, the result has the last known state. */
    Result<T> read(Duration timeout) {
        Query<State<T>> current = startQuery();
        try {
            thread.await(current, timeout);
            return new Result<>(last, Optional.empty());
        } catch (ExecutionException failure) {
            return outdated(FailureSummary.of(Objects.requireNonNullElse(failure.getCause(), failure)));
        } catch (TimeoutException hanging) {
            return outdated(FailureSummary.open(
                    "The database has not answered for " + current.age().toMillis() + " ms."));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Result<>(last, Optional.of(FailureSummary.open("The reader was interrupted.")));
        }
    }

    /** Returns the last state if it is not older than {@code maxAge}; otherwise reads it as {@link #read(Duration)} does. */
    Result<T> readCached(Duration maxAge, Duration timeout) {
        return last.filter(state -> isWithin(maxAge, state.nanoTime()))
                .map(state -> new Result<>(last, Optional.empty()))
                .or(() -> lastFailure
                        .filter(failed -> isWithin(retryAfter, failed.nanoTime()))
                        .map(failed -> new Result<>(last, Optional.of(failed.failure()))))
                .orElseGet(() -> read(timeout));
    }

    /**
     * Executes another query on the same thread.
     *
     * @throws ExecutionException if the query failed
     * @throws TimeoutException if it took longer than {@code timeout}, or the query before it is overdue; a query that has not begun
     *     by then is not executed
     */
    <R> R execute(Callable<R> other, Duration timeout)
            throws ExecutionException, InterruptedException, TimeoutException {
        thread.requireAnswering();
        Query<R> submitted = thread.submit(other);
        try {
            return thread.await(submitted, timeout);
        } finally {
            thread.cancel(submitted);
        }
    }

    /** Stops the thread. */
    @Override
    public void close() {
        thread.close();
    }

    // Two readers that ask at the same time must not start two queries.
    private synchronized Query<State<T>> startQuery() {
        if (running.filter(current -> !current.isDone()).isEmpty()) {
            running = Optional.of(thread.submit(this::queryState));
        }
        return running.orElseThrow();
    }

    /** Stores the result itself: the reader may have stopped waiting. */
    private State<T> queryState() throws Exception {
        State<T> state = new State<>(query.call(), Instant.now(), System.nanoTime());
        last = Optional.of(state);
        return state;
    }

    private Result<T> outdated(FailureSummary reason) {
        lastFailure = Optional.of(new FailedRead(reason, System.nanoTime()));
        return new Result<>(last, Optional.of(reason));
    }

    private static boolean isWithin(Duration time, long since) {
        return System.nanoTime() - since <= time.toNanos();
    }

    /**
     * The result of a read.
     *
     * @param state the last known state; empty if the database has never answered
     * @param failure why the state may be outdated; empty if it is current
     */
    record Result<T>(Optional<State<T>> state, Optional<FailureSummary> failure) {}

    /**
     * A state and the time of its query.
     *
     * @param at by the wall clock, for display
     * @param nanoTime by {@link System#nanoTime()}, to compute its age
     */
    record State<T>(T value, Instant at, long nanoTime) {}

    private record FailedRead(FailureSummary failure, long nanoTime) {}
}
