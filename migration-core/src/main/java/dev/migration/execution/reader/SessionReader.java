// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.reader;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.migration.change.RevisionChange;
import dev.migration.event.LockHolder;
import dev.migration.event.LockStatus;
import dev.migration.event.MigrationEvent;
import dev.migration.execution.lock.LockQueries;
import dev.migration.execution.precondition.CheckedPlanner;
import dev.migration.execution.precondition.UpgradePreconditions;
import dev.migration.execution.progress.RunEvents;
import dev.migration.execution.session.MigrationSession;
import dev.migration.execution.state.DatabaseState;
import dev.migration.plan.Plan;
import dev.migration.plan.Planner;
import dev.migration.plan.SavedPlan;
import dev.migration.result.ScriptDifference;
import dev.migration.version.AppliedRevision;
import dev.migration.version.BatchStatus;
import dev.migration.version.HistoryEntry;
import dev.migration.version.RemainingWork;
import dev.migration.version.StateTables;
import dev.migration.version.batch.BatchReader;
import dev.migration.version.batch.JobReader;
import dev.migration.version.table.HistoryReader;
import dev.migration.version.table.StateReader;

/** Reads the database of one open session. */
public final class SessionReader {

    private final MigrationSession session;
    private final CheckedPlanner planner;
    private final StateReader rows;

    /** @param tables the schema may be empty; then it is found through the search_path */
    public SessionReader(MigrationSession session, CheckedPlanner planner, StateTables tables) {
        this(session, planner, session.state(tables));
    }

    private SessionReader(MigrationSession session, CheckedPlanner planner, StateReader rows) {
        this.session = session;
        this.planner = planner;
        this.rows = rows;
    }

    /** The same for a command that writes what depends on the state. */
    public static SessionReader toChange(MigrationSession session, CheckedPlanner planner, StateTables tables) {
        return new SessionReader(session, planner, session.stateToChange(tables));
    }

    /** The rows of the state tables. */
    public StateReader rows() {
        return rows;
    }

    /** The applied revisions compared with the scripts, by one SELECT. */
    public DatabaseState state() {
        return planner.read(rows);
    }

    /** The plan of a command for a database in this state. */
    public Plan plan(DatabaseState database, Function<Planner, Plan> command) {
        return planner.plan(database, command);
    }

    /**
     * A plan with everything that it depends on.
     *
     * @param target the target of the upgrade, as it was written
     */
    public SavedPlan save(Plan plan, DatabaseState state, String target) {
        return planner.saved().save(plan, state, database(), target);
    }

    /** Which database this is. */
    public SavedPlan.Database database() {
        return new DatabaseIdentity(session.jdbc()).read(rows.located());
    }

    /** Publishes an event for each finding that never prevents an upgrade: unknown revisions and changed parents. */
    public void publishNotes(DatabaseState database, RunEvents runEvents) {
        runEvents.publishOnce(UpgradePreconditions.notes(database));
    }

    /**
     * Checks whether a plan may run on this database, and publishes an event for each contradiction that the policies permit.
     *
     * @throws dev.migration.error.MigrationException with all contradictions that the policies refuse
     */
    public void check(Plan plan, DatabaseState database, RunEvents runEvents) {
        runEvents.publishOnce(planner.check(plan, database, rows));
    }

    /**
     * The same for an upgrade to all heads.
     *
     * @throws dev.migration.error.MigrationException with all contradictions that the policies refuse
     */
    public void checkUpgrade(DatabaseState database, RunEvents runEvents) {
        runEvents.publishOnce(planner.check(database, rows));
    }

    /** Publishes the classes of the changes of an upgrade, unless nothing is applied yet: then no instance notices them. */
    public void publishClasses(Plan plan, RunEvents runEvents) {
        List<RevisionChange> changes = plan.before().isEmpty() ? List.of() : planner.changes(plan);
        if (!changes.isEmpty()) {
            runEvents.publishOnce(List.of(new MigrationEvent.ChangesClassified(changes)));
        }
    }

    /** The sections of applied revisions that differ from the stored ones. */
    public List<ScriptDifference> differences() {
        return planner.differences(state(), rows);
    }

    /** The session that holds the migration lock; empty if no session holds it or the state tables have no schema. */
    public Optional<LockHolder> lockHolder() {
        return rows.located().flatMap(tables -> lock(tables).holder());
    }

    /** The migration lock with the sessions that wait for it, block its holder or are blocked by it. */
    public LockStatus lockStatus() {
        return rows.located().map(tables -> lock(tables).status()).orElse(LockStatus.EMPTY);
    }

    /** The last entry of the history that is not a retry. */
    public Optional<HistoryEntry> lastEntry() {
        return rows.located().flatMap(tables -> new HistoryReader(session.jdbc(), tables, planner.secrets()).last());
    }

    /** What revisions have left that are begun and not complete; no query if there is none. */
    public RemainingWork unfinished(DatabaseState database) {
        Set<String> background = database.applied().stream()
                .filter(revision -> revision.state().isInBackground())
                .map(AppliedRevision::id)
                .collect(Collectors.toSet());
        Set<String> unfinished = new HashSet<>(background);
        database.interrupted().forEach(revision -> unfinished.add(revision.id()));
        return unfinished.isEmpty()
                ? RemainingWork.NONE
                : rows.located()
                        .map(tables -> new RemainingWork(
                                background.isEmpty() ? List.of() : new JobReader(session.jdbc(), tables).jobs(),
                                batches(tables, unfinished)))
                        .orElse(RemainingWork.NONE);
    }

    private List<BatchStatus> batches(StateTables tables, Set<String> revisions) {
        BatchReader reader = new BatchReader(session.jdbc(), tables);
        return reader.exist()
                ? reader.all().stream()
                        .filter(batch -> revisions.contains(batch.revision()))
                        .toList()
                : List.of();
    }

    private LockQueries lock(StateTables tables) {
        return new LockQueries(session, tables, planner.secrets());
    }
}
