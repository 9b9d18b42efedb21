// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.deployment;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import dev.migration.Migrator;

/** Stops a migration that exceeds its time limit. */
final class TimeLimit {

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

    /** The stop is repeated, because a migration may begin just after the first stop. */
    private static final long REPEAT_AFTER_MILLIS = 200;

    private final Migrator migrator;
    private final Optional<Duration> limit;
    private final AtomicBoolean reached = new AtomicBoolean();

    TimeLimit(Migrator migrator, Optional<Duration> limit) {
        this.migrator = migrator;
        this.limit = limit;
    }

    /** Runs the work, within the limit if there is one. */
    <T> T within(Supplier<T> work) {
        if (limit.isEmpty()) {
            return work.get();
        }
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(run -> {
            Thread thread = new Thread(run, "migration-time-limit");
            thread.setDaemon(true);
            return thread;
        });
        try {
            var stopping = clock.scheduleWithFixedDelay(
                    this::stop, limit.get().toMillis(), REPEAT_AFTER_MILLIS, TimeUnit.MILLISECONDS);
            T result = work.get();
            stopping.cancel(false);
            return result;
        } finally {
            clock.shutdownNow();
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

    private void stop() {
        reached.set(true);
        migrator.stop(STOP_TIMEOUT);
    }
}
