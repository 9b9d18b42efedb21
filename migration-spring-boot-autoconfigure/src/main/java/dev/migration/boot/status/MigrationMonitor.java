// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.status;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.migration.DatabaseSnapshot;
import dev.migration.MigrationStatus;
import dev.migration.Migrator;
import dev.migration.NeededAction;
import dev.migration.Revisions;
import dev.migration.boot.status.SnapshotCache.Result;
import dev.migration.boot.status.SnapshotCache.State;
import dev.migration.change.ChangeClass;
import dev.migration.change.RevisionChange;
import dev.migration.event.LockHolder;
import dev.migration.event.LockStatus;
import dev.migration.event.RunProgress;
import dev.migration.event.RunWait;
import dev.migration.plan.UpgradePolicies;
import dev.migration.result.SchemaDrift;
import dev.migration.version.HistoryEntry;
import dev.migration.version.RemainingWork;
import dev.migration.version.RevisionRecord;

/**
 * Reads the state of a migrated database for the endpoint, the page, health, information and metrics, and keeps the last state.
 *
 * <p>All readers share one thread and one connection. A database that does not answer delays a reader by at most its timeout,
 * {@link #TIMEOUT} by default.
 */
public final class MigrationMonitor implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(MigrationMonitor.class);

    /** How long a reader waits for the database by default. */
    static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Migrator migrator;
    private final SnapshotCache<DatabaseSnapshot> cache;
    private final PendingChanges changes;
    private final Set<ChangeClass> refused;
    /** Written by the thread that looks, read by those of requests. */
    private volatile Optional<DriftLook> drift = Optional.empty();

    public MigrationMonitor(Migrator migrator) {
        this(migrator, Set.of());
    }

    /** @param refused the classes of changes that are left to a person */
    public MigrationMonitor(Migrator migrator, Set<ChangeClass> refused) {
        this.migrator = migrator;
        this.refused = Set.copyOf(refused);
        this.changes = new PendingChanges(migrator::revisions);
        this.cache = new SnapshotCache<>(() -> migrator.reader().snapshot(), Duration.ZERO);
    }

    /** Reads the current state. If the database does not answer, the snapshot has the last known state and the reason. */
    public Snapshot read() {
        return snapshot(cache.read(TIMEOUT));
    }

    /** Returns the last state if it is not older than {@code maxAge}; otherwise reads it as {@link #read()} does. */
    public Snapshot readCached(Duration maxAge) {
        return readCached(maxAge, TIMEOUT);
    }

    /**
     * Returns the last state if it is not older than {@code maxAge}; otherwise reads it.
     *
     * @param timeout how long to wait for the database; after that the query continues, and its result is kept for later readers
     */
    public Snapshot readCached(Duration maxAge, Duration timeout) {
        return snapshot(cache.readCached(maxAge, timeout));
    }

    /** The migrator of the database. */
    public Migrator migrator() {
        return migrator;
    }

    /** The settings for a database and scripts that contradict each other. */
    public UpgradePolicies policies() {
        return migrator.settings().policies();
    }

    /** The scripts of the application. */
    public Revisions scripts() {
        return migrator.revisions();
    }

    /**
     * Reads what the state tables contain about a revision.
     *
     * @param id the full id of the revision
     * @return empty if the database does not answer; {@link #read()} then reports the reason
     */
    public Optional<RevisionRecord> record(String id) {
        return query(() -> migrator.reader().record(id));
    }

    /**
     * Reads the last entries of the history, newest first.
     *
     * @param most how many entries at most
     * @return empty also if the database does not answer; {@link #read()} then reports the reason
     */
    public List<HistoryEntry> entries(int most) {
        return query(() -> migrator.reader().entries(most)).orElseGet(List::of);
    }

    private <R> Optional<R> query(Callable<R> query) {
        try {
            return Optional.of(cache.execute(query, TIMEOUT));
        } catch (ExecutionException | TimeoutException failure) {
            log.debug("A part of the state cannot be read", failure);
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** What the last look for drift found; empty if nobody has looked. */
    public Optional<DriftLook> drift() {
        return drift;
    }

    /**
     * Compares the schema with what the last run left, on the thread of the caller and on a connection of its own. A failure becomes a
     * part of the result.
     */
    public DriftLook lookForDrift() {
        Optional<SchemaDrift> before = drift.flatMap(DriftLook::drift);
        DriftLook look;
        try {
            look = new DriftLook(Optional.of(migrator.reader().drift(before)), Instant.now(), Optional.empty());
        } catch (RuntimeException failure) {
            log.debug("The schema cannot be compared", failure);
            look = new DriftLook(before, Instant.now(), Optional.of(FailureSummary.of(failure)));
        }
        drift = Optional.of(look);
        return look;
    }

    /** Stops the thread that reads. */
    @Override
    public void close() {
        cache.close();
    }

    private Snapshot snapshot(Result<DatabaseSnapshot> result) {
        Optional<DatabaseSnapshot> database = result.state().map(State::value);
        List<RevisionChange> pending =
                database.map(DatabaseSnapshot::status).map(changes::of).orElseGet(List::of);
        return new Snapshot(
                database,
                pending,
                database.map(known -> NeededActionFinder.of(known, pending, refused))
                        .orElseGet(List::of),
                result.state().map(State::at),
                migrator.reader().progress(),
                result.failure(),
                drift);
    }

    /**
     * The last known state of the database, and the run of this application.
     *
     * @param database the state; empty if the database has never answered
     * @param changes the classes of what is pending: of the revisions in order, then of the repeatables
     * @param neededActions what does not go on until a person acts
     * @param at when the state was read, by the clock of this application
     * @param progress the run of this application; empty if there is none
     * @param failure why the state may be outdated; empty if it is current
     * @param drift what the last look for drift found; empty if nobody has looked
     */
    public record Snapshot(
            Optional<DatabaseSnapshot> database,
            List<RevisionChange> changes,
            List<NeededAction> neededActions,
            Optional<Instant> at,
            Optional<RunProgress> progress,
            Optional<FailureSummary> failure,
            Optional<DriftLook> drift)
            implements ReadOutcome {

        /** A copy for readers who may not see SQL: the classes of what is pending name no table. */
        public Snapshot withoutNames() {
            return new Snapshot(
                    database,
                    changes.stream().map(RevisionChange::withoutNames).toList(),
                    neededActions,
                    at,
                    progress,
                    failure,
                    drift);
        }

        /** The revisions and repeatables of the database; empty if it has never answered. */
        public Optional<MigrationStatus> status() {
            return database.map(DatabaseSnapshot::status);
        }

        /** What revisions have left that are begun and not complete. */
        public RemainingWork work() {
            return database.map(DatabaseSnapshot::work).orElse(RemainingWork.NONE);
        }

        /** The sessions that held the migration lock or waited for it. */
        public LockStatus lock() {
            return database.map(DatabaseSnapshot::lock).orElse(LockStatus.EMPTY);
        }

        /** The session that held the migration lock, of this application or of another process. */
        public Optional<LockHolder> holder() {
            return lock().holder();
        }

        /** The last entry of the history, if it is a failure. */
        public Optional<HistoryEntry> lastFailure() {
            return database.flatMap(DatabaseSnapshot::lastFailure);
        }

        /** What the current run waits for, of this application or of another process; empty if it does not wait. */
        public Optional<RunWait> runWait() {
            return lock().runWait();
        }

        /** Whether a session migrates the database, of this application or of another process. */
        public boolean isRunning() {
            return holder().isPresent()
                    || runWait().isPresent()
                    || progress.filter(Snapshot::isUnderWay).isPresent();
        }

        /** The number of steps of the current run, in this application or in another process; 0 if there is none. */
        public int steps() {
            return ownSteps()
                    .orElseGet(() -> place().map(LockHolder.Place::steps).orElse(0));
        }

        /** The number of these steps that are committed. */
        public int stepsDone() {
            return ownSteps().isPresent()
                    ? progress.map(RunProgress::done).orElse(0)
                    : place().map(place -> place.step() - 1).orElse(0);
        }

        private Optional<Integer> ownSteps() {
            return progress.filter(Snapshot::isUnderWay).map(RunProgress::steps);
        }

        /** Where a run of another process is; empty if it is not known. */
        public Optional<LockHolder.Place> place() {
            return holder().flatMap(LockHolder::place).or(() -> runWait().flatMap(RunWait::place));
        }

        private static boolean isUnderWay(RunProgress run) {
            return run.phase() != RunProgress.Phase.WAITING_FOR_LOCK;
        }
    }
}
