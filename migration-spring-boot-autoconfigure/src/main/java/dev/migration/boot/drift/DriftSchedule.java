// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.drift;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import dev.migration.boot.status.DriftLook;
import dev.migration.boot.status.MigrationMonitor;

/**
 * Looks for drift on a daemon thread, at times that differ from instance to instance. A failure is a result of a look; it never concerns
 * the application. Stopping does not wait for a look.
 */
public final class DriftSchedule implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(DriftSchedule.class);

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST_FIRST_PAUSE = Duration.ofMinutes(1);

    private final Supplier<Map<String, MigrationMonitor>> monitors;
    private final Duration interval;
    private volatile @Nullable ScheduledExecutorService thread;

    /** @param monitors the monitors by the names of their databases; called at each look */
    public DriftSchedule(Supplier<Map<String, MigrationMonitor>> monitors, Duration interval) {
        this.monitors = monitors;
        this.interval = interval.compareTo(SHORTEST) < 0 ? SHORTEST : interval;
    }

    @Override
    public void start() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, work -> {
            Thread daemon = new Thread(work, "migration-drift");
            daemon.setDaemon(true);
            return daemon;
        });
        thread = executor;
        Duration most = interval.compareTo(LONGEST_FIRST_PAUSE) < 0 ? interval : LONGEST_FIRST_PAUSE;
        schedule(executor, ThreadLocalRandom.current().nextLong(most.toMillis()));
    }

    private void schedule(ScheduledExecutorService executor, long millis) {
        try {
            executor.schedule(() -> lookAndSchedule(executor), millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopped) {
            log.trace("The application has stopped the looks for drift", stopped);
        }
    }

    private void lookAndSchedule(ScheduledExecutorService executor) {
        try {
            monitors.get().forEach(DriftSchedule::look);
        } catch (RuntimeException failure) {
            log.debug("Nobody can look for drift at this moment", failure);
        } finally {
            // Instances that were started together drift apart.
            long millis = interval.toMillis();
            schedule(
                    executor, millis - millis / 20 + ThreadLocalRandom.current().nextLong(millis / 10));
        }
    }

    /** Logs what has changed since the last look. */
    private static void look(String database, MigrationMonitor monitor) {
        int before = monitor.drift().map(DriftLook::objects).orElse(0);
        DriftLook now = monitor.lookForDrift();
        if (now.objects() > 0 && now.objects() != before) {
            log.warn(
                    "The schema of the database {} is not what revision {} left: {} differ; the command 'drift' shows what",
                    database,
                    now.revision(),
                    now.objects() == 1 ? "1 object" : now.objects() + " objects");
        } else if (before > 0 && now.isKnown() && now.objects() == 0) {
            log.info("The schema of the database {} is what revision {} left", database, now.revision());
        }
    }

    @Override
    public void stop() {
        ScheduledExecutorService executor = thread;
        if (executor != null) {
            executor.shutdownNow();
        }
        thread = null;
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
