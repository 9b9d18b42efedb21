// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.worker;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.migration.error.MigrationException;

/** One worker of one database, or of its tenants. It looks for work with a query, and has no connection as long as there is none. */
final class DatabaseWorker {

    private static final Logger log = LoggerFactory.getLogger(DatabaseWorker.class);

    /** While work is left that waits for something. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

    /** While there is none: another instance may queue some. */
    private static final Duration WITHOUT_WORK = Duration.ofMinutes(1);

    private final BackgroundWork work;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;

    DatabaseWorker(String database, BackgroundWork work) {
        this.work = work;
        this.thread = new Thread(this::run, "migration-worker-" + database);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Requests the end, without waiting. */
    void request() {
        stopped.countDown();
    }

    /** Waits until the batch that runs has ended; cancels it if that takes too long. */
    void await(Duration longest) {
        work.stop(longest);
        try {
            thread.join(longest.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            Duration pause = Duration.ZERO;
            while (!stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                pause = random(isLeft() ? BETWEEN_LOOKS : WITHOUT_WORK);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns whether work is left. */
    private boolean isLeft() {
        try {
            return stopped.getCount() > 0 && work.run();
        } catch (MigrationException failure) {
            // A job that failed has been reported by its event.
            log.debug("The worker ended with a failure and will look again", failure);
            return true;
        }
    }

    /** Random, so that the instances do not look at the same time. */
    private static Duration random(Duration pause) {
        return Duration.ofMillis(
                pause.toMillis() / 2 + ThreadLocalRandom.current().nextLong(pause.toMillis()));
    }
}
