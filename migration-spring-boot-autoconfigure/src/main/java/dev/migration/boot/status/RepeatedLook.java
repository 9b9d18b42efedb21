// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.status;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at something on a daemon thread: for the first time within an interval, and within a minute, after the start, then once in an
 * interval, at times that differ from instance to instance. A failure never concerns the application. Stopping does not wait for a look.
 */
public final class RepeatedLook {

    private static final Logger log = LoggerFactory.getLogger(RepeatedLook.class);

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST_FIRST_PAUSE = Duration.ofMinutes(1);

    private final String name;
    private final Duration interval;
    private final Runnable look;
    private volatile @Nullable ScheduledExecutorService thread;

    /**
     * @param name of the thread
     * @param interval between two looks; at least a second
     */
    public RepeatedLook(String name, Duration interval, Runnable look) {
        this.name = name;
        this.interval = interval.compareTo(SHORTEST) < 0 ? SHORTEST : interval;
        this.look = look;
    }

    public void start() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, work -> {
            Thread daemon = new Thread(work, name);
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
            log.trace("The application has stopped {}", name, stopped);
        }
    }

    private void lookAndSchedule(ScheduledExecutorService executor) {
        try {
            look.run();
        } catch (RuntimeException failure) {
            log.debug("{} cannot look at this moment", name, failure);
        } finally {
            // Instances that were started together drift apart.
            long millis = interval.toMillis();
            schedule(
                    executor, millis - millis / 20 + ThreadLocalRandom.current().nextLong(millis / 10));
        }
    }

    public void stop() {
        ScheduledExecutorService executor = thread;
        if (executor != null) {
            executor.shutdownNow();
        }
        thread = null;
    }

    public boolean isRunning() {
        return thread != null;
    }
}
