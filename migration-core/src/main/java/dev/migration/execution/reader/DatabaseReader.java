// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.reader;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import javax.sql.DataSource;

import dev.migration.event.EventPublisher;
import dev.migration.event.LockHolder;
import dev.migration.execution.precondition.CheckedPlanner;
import dev.migration.execution.progress.RunEvents;
import dev.migration.execution.session.ExecutionSettings;
import dev.migration.execution.session.MigrationSession;
import dev.migration.execution.session.StopSignal;
import dev.migration.execution.state.DatabaseState;
import dev.migration.execution.state.ObservedState;
import dev.migration.execution.state.UnfinishedWork;
import dev.migration.plan.Plan;
import dev.migration.plan.Planner;
import dev.migration.plan.SavedPlan;
import dev.migration.plan.Step;
import dev.migration.result.NeededWork;
import dev.migration.result.SchemaDrift;
import dev.migration.result.ScriptDifference;
import dev.migration.revision.Revision;
import dev.migration.revision.target.Target;
import dev.migration.version.HistoryEntry;
import dev.migration.version.JobState;
import dev.migration.version.RevisionRecord;
import dev.migration.version.batch.JobReader;
import dev.migration.version.table.HistoryReader;

/**
 * Reads one database, each method on a session of its own. Each method throws a {@link dev.migration.error.MigrationException} if
 * the database cannot be read.
 */
public final class DatabaseReader {

    private final DataSource dataSource;
    private final CheckedPlanner planner;
    private final ExecutionSettings settings;
    private final EventPublisher events;

    public DatabaseReader(
            DataSource dataSource, CheckedPlanner planner, ExecutionSettings settings, EventPublisher events) {
        this.dataSource = dataSource;
        this.planner = planner;
        this.settings = settings;
        this.events = events;
    }

    /** The applied revisions compared with the scripts, by one SELECT. */
    public DatabaseState state() {
        return read(SessionReader::state);
    }

    /**
     * The same, if an upgrade to all heads may run.
     *
     * @throws dev.migration.error.MigrationException with all contradictions that such an upgrade refuses
     */
    public DatabaseState checkedState() {
        return read(reader -> {
            RunEvents runEvents = new RunEvents(events, new StopSignal());
            DatabaseState database = reader.state();
            reader.publishNotes(database, runEvents);
            reader.checkUpgrade(database, runEvents);
            return database;
        });
    }

    /** The plan that a command would run now, by one SELECT. */
    public Plan plan(Function<Planner, Plan> command) {
        return planner.plan(state(), command);
    }

    /**
     * The plan of an upgrade with everything that it depends on.
     *
     * @throws dev.migration.error.MigrationException with all contradictions that the upgrade refuses
     */
    public SavedPlan save(String target) {
        Target parsed = Target.parse(target);
        return read(reader -> {
            DatabaseState database = reader.state();
            Plan plan = reader.plan(database, known -> known.upgrade(parsed));
            reader.check(plan, database, new RunEvents(events, new StopSignal()));
            return reader.save(plan, database, target);
        });
    }

    /**
     * The rest of a saved plan.
     *
     * @throws dev.migration.execution.refusal.StalePlanException with all reasons why the plan no longer holds
     */
    public Plan plan(SavedPlan saved) {
        return read(reader -> {
            SavedPlanCommand command = new SavedPlanCommand(saved);
            DatabaseState database = reader.state();
            Plan plan = command.plan(reader, database);
            if (!plan.isEmpty()) {
                command.check(plan, reader, database);
            }
            return plan;
        });
    }

    /** The state, the lock and the last entry of the history, on one connection. */
    public ObservedState observe() {
        return read(reader -> {
            DatabaseState state = reader.state();
            return new ObservedState(state, reader.lockStatus(), reader.lastEntry(), reader.unfinished(state));
        });
    }

    /** The work in the background that is not done and that steps of an upgrade need. */
    public List<NeededWork> unfinished(Plan plan) {
        List<Revision> revisions = plan.steps().stream().map(Step::revision).toList();
        return UnfinishedWork.needed(state(), planner.scripts(), revisions);
    }

    /** The session that holds the migration lock; empty if no session holds it. */
    public Optional<LockHolder> lockHolder() {
        return read(SessionReader::lockHolder);
    }

    /** The stored sections and the history of a revision. */
    public RevisionRecord record(String revision) {
        return MigrationSession.read(dataSource, session -> history(session).record(revision));
    }

    /** The last entries of the history, newest first. */
    public List<HistoryEntry> entries(int most) {
        return MigrationSession.read(dataSource, session -> history(session).last(most));
    }

    /** The revisions whose last statements run in the background. */
    public List<JobState> jobs() {
        return MigrationSession.read(
                dataSource,
                session -> session.state(settings.tables())
                        .located()
                        .map(tables -> new JobReader(session.jdbc(), tables).jobs())
                        .orElse(List.of()));
    }

    /** The sections of applied revisions that differ from the stored ones. */
    public List<ScriptDifference> differences() {
        return read(SessionReader::differences);
    }

    /**
     * How the schema differs from what the last run left.
     *
     * @param before the result of the last call; returned again if nothing has changed since
     */
    public SchemaDrift drift(Optional<SchemaDrift> before) {
        return MigrationSession.read(dataSource, session -> new DriftReader(session, settings).read(before));
    }

    private HistoryReader history(MigrationSession session) {
        return new HistoryReader(session.jdbc(), settings.tables(), planner.secrets());
    }

    private <T> T read(Function<SessionReader, T> query) {
        return MigrationSession.read(
                dataSource, session -> query.apply(new SessionReader(session, planner, settings.tables())));
    }
}
