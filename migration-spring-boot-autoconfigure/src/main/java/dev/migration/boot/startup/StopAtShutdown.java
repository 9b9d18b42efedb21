// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.startup;

import java.time.Duration;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops a migration when the JVM is terminated, for example by SIGTERM: the running statement is cancelled, the revision is
 * rolled back and the migration lock is released. Spring's shutdown hook does not do that, because it does not close a
 * context that is still starting.
 */
final class StopAtShutdown implements AutoCloseable {

    /** Less than 30 s, the default grace period of Kubernetes between SIGTERM and SIGKILL. */
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

    private static final Logger log = LoggerFactory.getLogger(StopAtShutdown.class);

    private final Thread hook;

    /** @param stop stops the migration; receives the longest time that this may take */
    StopAtShutdown(Consumer<Duration> stop) {
        this.hook = new Thread(() -> stop.accept(STOP_TIMEOUT), "migration-stop");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException terminating) {
            // The JVM is terminating: the hook runs, or has run, or has nothing to stop.
            log.debug("The JVM is terminating while the application starts", terminating);
        }
    }
}
