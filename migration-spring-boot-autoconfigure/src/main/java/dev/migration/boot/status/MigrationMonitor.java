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
import dev.migration.event.LockHolder;
import dev.migration.event.RunProgress;
import dev.migration.plan.Policies;

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
        return look(PATIENCE);
    }

    private Snapshot look(Duration patience) {
        try {
            startLooking().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return snapshot(Optional.empty());
        } catch (ExecutionException failure) {
            return outdated(Optional.ofNullable(failure.getCause())
                    .map(Throwable::getMessage)
                    .orElse("no reason given"));
        } catch (TimeoutException hanging) {
            return outdated("The database has not answered for " + patience.toMillis() + " ms.");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return outdated("The reader was interrupted.");
        }
    }

    /** The state as it was at most {@code age} ago, or as in {@link #look()}. */
    public Snapshot notOlderThan(Duration age) {
        return notOlderThan(age, PATIENCE);
    }

    /**
     * The same for a reader in a hurry.
     *
     * @param patience how long to wait for the database when the last look is older; the look itself goes on
     */
    public Snapshot notOlderThan(Duration age, Duration patience) {
        return last.filter(seen -> System.nanoTime() - seen.nanoTime() <= age.toNanos())
                .map(seen -> snapshot(Optional.empty()))
                .orElseGet(() -> look(patience));
    }

    /** What the migrator does where the database and the scripts contradict each other. */
    public Policies policies() {
        return migrator.settings().policies();
    }

    /** Stops looking. */
    @Override
    public void close() {
        looker.shutdownNow();
    }

    // Two readers that come at once must not start two looks.
    private synchronized Future<Seen> startLooking() {
        if (looking.filter(look -> !look.isDone()).isEmpty()) {
            looking = Optional.of(looker.submit(this::see));
        }
        return looking.orElseThrow();
    }

    /** Remembers by itself: the reader may have gone. */
    private Seen see() {
        Seen seen = new Seen(migrator.status(), migrator.lockHolder(), System.nanoTime());
        last = Optional.of(seen);
        return seen;
    }

    private Snapshot outdated(String why) {
        return snapshot(Optional.of(why));
    }

    private Snapshot snapshot(Optional<String> error) {
        return new Snapshot(last.map(Seen::status), last.flatMap(Seen::holder), migrator.progress(), error);
    }

    private static Thread daemon(Runnable look) {
        Thread thread = new Thread(look, "migration-monitor");
        thread.setDaemon(true);
        return thread;
    }

    private record Seen(MigrationStatus status, Optional<LockHolder> holder, long nanoTime) {}

    /**
     * What was seen.
     *
     * @param status the last known state; empty when the database never answered
     * @param holder who migrated the database then, here or elsewhere
     * @param progress how far the run of this application is
     * @param error why the state may be old; empty when it is not
     */
    public record Snapshot(
            Optional<MigrationStatus> status,
            Optional<LockHolder> holder,
            Optional<RunProgress> progress,
            Optional<String> error) {

        /** Whether somebody migrates the database. */
        public boolean isRunning() {
            return holder.isPresent() || progress.filter(Snapshot::isUnderWay).isPresent();
        }

        /** How many steps the run has, here or elsewhere; 0 when none is under way. */
        public int steps() {
            return ownSteps()
                    .orElseGet(() -> place().map(LockHolder.Place::steps).orElse(0));
        }

        /** How many of them are committed. */
        public int stepsDone() {
            return ownSteps().isPresent()
                    ? progress.map(RunProgress::done).orElse(0)
                    : place().map(place -> place.step() - 1).orElse(0);
        }

        private Optional<Integer> ownSteps() {
            return progress.filter(Snapshot::isUnderWay).map(RunProgress::steps);
        }

        private Optional<LockHolder.Place> place() {
            return holder.flatMap(LockHolder::place);
        }

        private static boolean isUnderWay(RunProgress run) {
            return run.phase() != RunProgress.Phase.WAITING_FOR_LOCK;
        }
    }
}
