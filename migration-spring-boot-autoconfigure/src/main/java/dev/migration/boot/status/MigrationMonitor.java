package dev.migration.boot.status;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.migration.DatabaseSnapshot;
import dev.migration.MigrationStatus;
import dev.migration.Migrator;
import dev.migration.Revisions;
import dev.migration.boot.status.SnapshotCache.Look;
import dev.migration.boot.status.SnapshotCache.Seen;
import dev.migration.event.LockHolder;
import dev.migration.event.LockStatus;
import dev.migration.event.RunProgress;
import dev.migration.plan.UpgradePolicies;
import dev.migration.version.HistoryEntry;
import dev.migration.version.RevisionRecord;

/**
 * Looks at a database for those who show it, and remembers what it saw.
 *
 * <p>One thread looks, whoever asks: many readers cost the database one connection, and a database that hangs holds up no
 * reader for longer than {@link #PATIENCE}.
 */
public final class MigrationMonitor implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(MigrationMonitor.class);

    /** How long a reader waits for the database. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Migrator migrator;
    private final SnapshotCache<DatabaseSnapshot> looker;

    public MigrationMonitor(Migrator migrator) {
        this.migrator = migrator;
        this.looker = new SnapshotCache<>(() -> migrator.reader().snapshot(), Duration.ZERO);
    }

    /** The state now; when the database does not answer, the last known state and why it is not newer. */
    public Snapshot look() {
        return snapshot(looker.look(PATIENCE));
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
        return snapshot(looker.notOlderThan(age, patience));
    }

    /** What it watches. */
    public Migrator migrator() {
        return migrator;
    }

    /** What the migrator does where the database and the scripts contradict each other. */
    public UpgradePolicies policies() {
        return migrator.settings().policies();
    }

    /** The scripts of the application. */
    public Revisions scripts() {
        return migrator.revisions();
    }

    /**
     * What the database keeps about a revision.
     *
     * @param id its full id
     * @return empty when the database does not answer; then {@link #look()} says why
     */
    public Optional<RevisionRecord> record(String id) {
        try {
            return Optional.of(looker.read(() -> migrator.reader().record(id), PATIENCE));
        } catch (ExecutionException | TimeoutException failure) {
            log.debug("The record of revision {} cannot be read", id, failure);
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Stops looking. */
    @Override
    public void close() {
        looker.close();
    }

    private Snapshot snapshot(Look<DatabaseSnapshot> look) {
        return new Snapshot(
                look.seen().map(Seen::what),
                look.seen().map(Seen::at),
                migrator.reader().progress(),
                look.failure());
    }

    /**
     * What was seen.
     *
     * @param observation what the last look showed; empty when the database never answered
     * @param at when that was, by the clock of this application
     * @param progress how far the run of this application is
     * @param failure why the state may be old; empty when it is not
     */
    public record Snapshot(
            Optional<DatabaseSnapshot> observation,
            Optional<Instant> at,
            Optional<RunProgress> progress,
            Optional<FailureSummary> failure) {

        /** Why the state may be old, for everybody: nothing that the server said. */
        public Optional<String> error() {
            return error(false);
        }

        /** Why the state may be old. @param sql whether the reader may see SQL, and what the server said */
        public Optional<String> error(boolean sql) {
            return failure.map(summary -> summary.shown(sql));
        }

        /** The last known state; empty when the database never answered. */
        public Optional<MigrationStatus> status() {
            return observation.map(DatabaseSnapshot::status);
        }

        /** Who had to do with the migration lock then. */
        public LockStatus lock() {
            return observation.map(DatabaseSnapshot::lock).orElse(LockStatus.EMPTY);
        }

        /** Who migrated the database then, here or elsewhere. */
        public Optional<LockHolder> holder() {
            return lock().holder();
        }

        /** The last thing that was done, if it failed. */
        public Optional<HistoryEntry> lastFailure() {
            return observation.flatMap(DatabaseSnapshot::lastFailure);
        }

        /** Whether somebody migrates the database. */
        public boolean isRunning() {
            return holder().isPresent() || progress.filter(Snapshot::isUnderWay).isPresent();
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
            return holder().flatMap(LockHolder::place);
        }

        private static boolean isUnderWay(RunProgress run) {
            return run.phase() != RunProgress.Phase.WAITING_FOR_LOCK;
        }
    }
}
