package dev.migration.cli.deploy;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import dev.migration.Migrator;

/** Stops a migration that takes longer than it may. */
final class TimeLimit {

    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

    /** What began just when the time was up has to be stopped, too. */
    private static final long AGAIN_AFTER_MILLIS = 200;

    private final Migrator migrator;
    private final Optional<Duration> limit;
    private final AtomicBoolean reached = new AtomicBoolean();

    TimeLimit(Migrator migrator, Optional<Duration> limit) {
        this.migrator = migrator;
        this.limit = limit;
    }

    /** Does the work, within the limit if there is one. */
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
            var ticking = clock.scheduleWithFixedDelay(
                    this::stop, limit.get().toMillis(), AGAIN_AFTER_MILLIS, TimeUnit.MILLISECONDS);
            T result = work.get();
            ticking.cancel(false);
            return result;
        } finally {
            clock.shutdownNow();
        }
    }

    /** Whether the time was up. */
    boolean isReached() {
        return reached.get();
    }

    /** In the words of who set it. */
    String text() {
        return limit.map(duration ->
                        duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms")
                .orElse("no end");
    }

    private void stop() {
        reached.set(true);
        migrator.stop(LONGEST_STOP);
    }
}
