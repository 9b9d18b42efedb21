// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import dev.migration.event.LockHolder;
import dev.migration.event.RunProgress;
import dev.migration.event.RunProgressTracker;
import dev.migration.execution.MigrationExecutor;
import dev.migration.execution.state.ObservedState;
import dev.migration.plan.Plan;
import dev.migration.plan.SavedPlan;
import dev.migration.result.NeededWork;
import dev.migration.result.SchemaDrift;
import dev.migration.result.ScriptDifference;
import dev.migration.revision.Revision;
import dev.migration.revision.target.Target;
import dev.migration.revision.target.TargetRange;
import dev.migration.version.HistoryEntry;
import dev.migration.version.JobState;
import dev.migration.version.RevisionRecord;

/**
 * Reads where a database is, what a command would run, and what was run; waits for the server and for another process. Changes
 * nothing in the database.
 *
 * <p>Each method opens one connection and closes it, except {@link #progress()}, which opens none. Safe for use by several threads.
 *
 * <p>Every method that opens a connection throws a {@link dev.migration.error.MigrationException} if the database cannot be read.
 */
public final class MigrationReader {

    private static final Duration NO_LIMIT = ChronoUnit.FOREVER.getDuration();

    private final MigrationExecutor executor;
    private final RunProgressTracker tracker;

    MigrationReader(MigrationExecutor executor, RunProgressTracker tracker) {
        this.executor = executor;
        this.tracker = tracker;
    }

    /** Compares the database with the scripts; one SELECT. */
    public MigrationStatus status() {
        return MigrationStatus.of(executor.reader().state());
    }

    /** Reads the status, the lock queue, the last row of the history and unfinished work on one connection. */
    public DatabaseSnapshot snapshot() {
        ObservedState state = executor.reader().observe();
        return new DatabaseSnapshot(MigrationStatus.of(state.database()), state.lock(), state.last(), state.work());
    }

    /**
     * Checks that every script is applied and unchanged.
     *
     * @return the status, in which nothing is pending
     * @throws PendingRevisionsException if revisions or repeatables are pending
     * @throws dev.migration.error.MigrationException if an upgrade to all heads would be refused
     */
    public MigrationStatus verify() {
        MigrationStatus status = MigrationStatus.of(executor.reader().checkedState());
        List<String> repeatables = status.pendingRepeatables();
        if (!status.pending().isEmpty() || !repeatables.isEmpty()) {
            throw new PendingRevisionsException(
                    status.pending().stream().map(Revision::id).toList(), repeatables);
        }
        return status;
    }

    /**
     * Returns what {@link Migrator#upgrade} would run now. Contradictions between the database and the scripts are not checked;
     * {@link #verify()} checks them.
     *
     * @param target see {@link Target}
     */
    public Plan plan(String target) {
        Target parsed = Target.parse(target);
        return executor.reader().plan(planner -> planner.upgrade(parsed));
    }

    /**
     * Returns what {@link Migrator#upgrade(String)} would run now, with everything that this depends on: to review it, and to apply
     * it as it is with {@link Migrator#upgrade(SavedPlan, Optional)}.
     *
     * @param target see {@link Target}
     * @throws dev.migration.error.MigrationException with all contradictions that the upgrade refuses
     */
    public SavedPlan save(String target) {
        return executor.reader().save(target);
    }

    /**
     * Returns what {@link Migrator#upgrade(SavedPlan, Optional)} would run now; without steps if the plan is applied already.
     *
     * @throws dev.migration.execution.refusal.StalePlanException with all reasons why the plan no longer holds
     */
    public Plan plan(SavedPlan saved) {
        return executor.reader().plan(saved);
    }

    /**
     * Returns what {@link Migrator#downgrade} would run now.
     *
     * @param target see {@link Target}
     */
    public Plan planDowngrade(String target) {
        Target parsed = Target.parse(target);
        return executor.reader().plan(planner -> planner.downgrade(parsed));
    }

    /**
     * Returns the revisions of a range, newest first, applied revisions without a script included.
     *
     * @param range such as {@code abc123:heads}, {@code -3:current} or {@code base:}; {@code current} is where the database is
     */
    public List<Revision> history(String range) {
        TargetRange parsed = TargetRange.parse(range);
        return executor.reader().state().planner().history(parsed);
    }

    /**
     * Compares each applied revision's sections with those that are stored: edited upgrade sections, and downgrade sections that
     * were changed after the upgrade. The list is complete.
     */
    public List<ScriptDifference> differences() {
        return executor.reader().differences();
    }

    /**
     * Returns the SQL that was applied for a revision, and its rows of the history.
     *
     * @param id the full id; an unknown id has an empty record
     */
    public RevisionRecord record(String id) {
        return executor.reader().record(id);
    }

    /**
     * Returns the last entries of the history, newest first: what was applied, reverted, stamped or failed, when and by whom.
     *
     * @param most how many entries at most, from 1
     */
    public List<HistoryEntry> entries(int most) {
        return executor.reader().entries(most);
    }

    /** Returns the applied revisions whose last statements run in the background and are not done, the first one first. */
    public List<JobState> jobs() {
        return executor.reader().jobs();
    }

    /**
     * Returns the work for which an upgrade would be refused: steps of the plan need what an applied revision has left for the
     * background, and it is not done. Empty if no step does.
     *
     * @param plan what {@link #plan} has returned
     */
    public List<NeededWork> unfinished(Plan plan) {
        return executor.reader().unfinished(plan);
    }

    /**
     * Compares the schema with what the last run left, if {@code migration.verify-schema} was on then. Needs no scratch database,
     * and no privilege except to read the catalogs.
     *
     * @param before the result of the last call; if nothing has changed since, it is returned again, and the schema is not read
     */
    public SchemaDrift drift(Optional<SchemaDrift> before) {
        return executor.reader().drift(before);
    }

    /** Returns the progress of the command that this migrator runs now; empty when it runs none. */
    public Optional<RunProgress> progress() {
        return tracker.now();
    }

    /** Returns the session that holds the migration lock, in this process or elsewhere; one or two SELECTs. */
    public Optional<LockHolder> lockHolder() {
        return executor.reader().lockHolder();
    }

    /**
     * Waits until another process has done what {@link Migrator#upgrade} would do. Reads the state with one SELECT, on a
     * new connection each time, at most 5 seconds apart, and also waits for a database that does not answer. {@link Migrator#stop} ends the
     * wait.
     *
     * @param target see {@link Migrator#upgrade}
     * @param limit the longest wait
     * @return the status at the end of the wait
     * @throws dev.migration.execution.failure.UpgradeNotDoneException if the limit is reached, or if a revision of the plan is
     *     interrupted and no session holds the migration lock
     * @throws dev.migration.error.MigrationException if the upgrade would be refused and no session holds the migration lock
     */
    public MigrationStatus await(String target, Duration limit) {
        Target parsed = Target.parse(target);
        return MigrationStatus.of(executor.await(planner -> planner.upgrade(parsed), limit));
    }

    /** Waits as {@link #await(String, Duration)} does, without a limit. */
    public MigrationStatus await(String target) {
        return await(target, NO_LIMIT);
    }

    /**
     * Waits until the server accepts connections. A wrong password or a missing database fails at once. {@link Migrator#stop} ends the wait.
     *
     * @param limit the longest wait
     * @throws dev.migration.execution.failure.DatabaseUnavailableException if the limit is reached, or if waiting cannot help
     */
    public void awaitServer(Duration limit) {
        executor.awaitServer(limit);
    }
}
