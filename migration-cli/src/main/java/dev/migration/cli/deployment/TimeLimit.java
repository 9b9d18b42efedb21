// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.deployment;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import dev.migration.Migrator;

/**
 * Ends a step that exceeds its time limit. The step runs on a thread of its own: if it does not end when it is stopped, because the
 * server or a program does not answer, it is abandoned.
 */
final class TimeLimit {

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

    /** The stop is repeated, because a migration may begin just after the first stop. */
    private static final long REPEAT_AFTER_MILLIS = 200;

    private final Optional<Duration> limit;
    private final Optional<Runnable> stop;
    private final AtomicBoolean reached = new AtomicBoolean();

    private TimeLimit(Optional<Duration> limit, Optional<Runnable> stop) {
        this.limit = limit;
        this.stop = stop;
    }

    /** A limit for a step that cannot be stopped, such as a query: it is abandoned. */
    static TimeLimit of(Optional<Duration> limit) {
        return new TimeLimit(limit, Optional.empty());
    }

    /** @param stop ends the step; it may be called several times */
    static TimeLimit of(Optional<Duration> limit, Runnable stop) {
        return new TimeLimit(limit, Optional.of(stop));
    }

    static TimeLimit of(Optional<Duration> limit, Migrator migrator) {
        return of(limit, () -> migrator.stop(STOP_TIMEOUT));
    }

    /** Thrown when a step neither ended in time nor could be stopped. It may still run. */
    static final class AbandonedException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    /**
     * Runs the work, within the limit if there is one.
     *
     * @throws AbandonedException if it does not end
     */
    <T> T within(Supplier<T> work) {
        if (limit.isEmpty()) {
            return work.get();
        }
        FutureTask<T> task = new FutureTask<>(work::get);
        Thread thread = new Thread(task, "migration-step");
        thread.setDaemon(true);
        thread.start();
        try {
            return result(task, limit.get().toMillis()).orElseGet(() -> stopped(task));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The thread of the deployment was interrupted", interrupted);
        }
    }

    /** Whether the limit was reached. */
    boolean isReached() {
        return reached.get();
    }

    /** The limit with its unit: seconds, or milliseconds where it is not a number of seconds. */
    String text() {
        return limit.map(duration ->
                        duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms")
                .orElse("no limit");
    }

    private <T> T stopped(FutureTask<T> task) {
        reached.set(true);
        long deadline = System.nanoTime() + STOP_TIMEOUT.toNanos();
        while (stop.isPresent() && System.nanoTime() < deadline) {
            stop.get().run();
            try {
                Optional<T> result = result(task, REPEAT_AFTER_MILLIS);
                if (result.isPresent()) {
                    return result.get();
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new AbandonedException();
            }
        }
        throw new AbandonedException();
    }

    /** The result; empty if the work has not ended after this time. */
    private static <T> Optional<T> result(FutureTask<T> task, long millis) throws InterruptedException {
        try {
            return Optional.of(task.get(millis, TimeUnit.MILLISECONDS));
        } catch (TimeoutException tooLong) {
            return Optional.empty();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof Error error) {
                throw error;
            }
            throw failure.getCause() instanceof RuntimeException known ? known : new IllegalStateException(failure);
        }
    }
}
