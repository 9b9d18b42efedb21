package dev.migration.boot.startup;

import java.time.Duration;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.migration.Migrator;

/**
 * Stops a migration when the JVM is told to end, by SIGTERM for one: the running statement is cancelled, the revision rolled
 * back and the lock given back, instead of leaving that to the server. Spring's own shutdown hook knows nothing of a context
 * that is still starting.
 */
public final class StopAtShutdown implements AutoCloseable {

    /** Less than the 30 s that Kubernetes leaves a process by default. */
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private static final Logger log = LoggerFactory.getLogger(StopAtShutdown.class);

    private final Thread hook;

    public StopAtShutdown(Migrator migrator) {
        this(migrator::stop);
    }

    /** @param stop is told how long it may take */
    public StopAtShutdown(Consumer<Duration> stop) {
        this.hook = new Thread(() -> stop.accept(LONGEST), "migration-stop");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // The JVM ends already; the hook has run, or finds nothing to stop.
            log.debug("The JVM ends while the application starts", ending);
        }
    }
}
