package dev.migration.boot.status;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.migration.MigrationStatus;
import dev.migration.Migrator;

/**
 * Looks at a database for those who show it, and remembers what it saw.
 *
 * <p>One thread looks, whoever asks: many readers cost the database one connection, and a database that hangs holds up no
 * reader for longer than {@link #PATIENCE}.
 */
public final class MigrationMonitor implements AutoCloseable {

    /** How long a reader waits for the database. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Migrator migrator;
    private final ExecutorService looker = Executors.newSingleThreadExecutor(MigrationMonitor::daemon);
    private Optional<Future<Seen>> looking = Optional.empty();
    private volatile Optional<Seen> last = Optional.empty();

    public MigrationMonitor(Migrator migrator) {
        this.migrator = migrator;
    }

    /** The state now; when the database does not answer, the last known state and why it is not newer. */
    public Snapshot look() {
        try {
            last = Optional.of(startLooking().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
            return new Snapshot(last.map(Seen::status), Optional.empty());
        } catch (ExecutionException failure) {
            return outdated(Optional.ofNullable(failure.getCause())
                    .map(Throwable::getMessage)
                    .orElse("no reason given"));
        } catch (TimeoutException hanging) {
            return outdated("The database has not answered for " + PATIENCE.toSeconds() + " s.");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return outdated("The reader was interrupted.");
        }
    }

    /** The state as it was at most {@code age} ago, or as in {@link #look()}. */
    public Snapshot notOlderThan(Duration age) {
        return last.filter(seen -> System.nanoTime() - seen.nanoTime() <= age.toNanos())
                .map(seen -> new Snapshot(Optional.of(seen.status()), Optional.empty()))
                .orElseGet(this::look);
    }

    /** Stops looking. */
    @Override
    public void close() {
        looker.shutdownNow();
    }

    // Two readers that come at once must not start two looks.
    private synchronized Future<Seen> startLooking() {
        if (looking.filter(look -> !look.isDone()).isEmpty()) {
            looking = Optional.of(looker.submit(() -> new Seen(migrator.status(), System.nanoTime())));
        }
        return looking.orElseThrow();
    }

    private Snapshot outdated(String why) {
        return new Snapshot(last.map(Seen::status), Optional.of(why));
    }

    private static Thread daemon(Runnable look) {
        Thread thread = new Thread(look, "migration-monitor");
        thread.setDaemon(true);
        return thread;
    }

    private record Seen(MigrationStatus status, long nanoTime) {}

    /**
     * What was seen.
     *
     * @param status the last known state; empty when the database never answered
     * @param error why the state may be old; empty when it is not
     */
    public record Snapshot(Optional<MigrationStatus> status, Optional<String> error) {}
}
