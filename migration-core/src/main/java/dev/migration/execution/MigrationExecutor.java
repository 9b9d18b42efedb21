// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import javax.sql.DataSource;

import org.springframework.dao.DataAccessException;

import dev.migration.event.EventPublisher;
import dev.migration.event.MigrationListener;
import dev.migration.execution.background.JobApproval;
import dev.migration.execution.background.JobRun;
import dev.migration.execution.batch.BatchRequests;
import dev.migration.execution.failure.DatabaseFailureException;
import dev.migration.execution.failure.LockNotObtainedException;
import dev.migration.execution.precondition.CheckedPlanner;
import dev.migration.execution.progress.RunEvents;
import dev.migration.execution.reader.DatabaseReader;
import dev.migration.execution.reader.RunCommand;
import dev.migration.execution.reader.SavedPlanCommand;
import dev.migration.execution.refusal.UnresolvableRevisionException;
import dev.migration.execution.session.ExecutionSettings;
import dev.migration.execution.session.MigrationSession;
import dev.migration.execution.session.RunningCommands;
import dev.migration.execution.session.StopSignal;
import dev.migration.execution.state.DatabaseState;
import dev.migration.execution.wait.LockContendedException;
import dev.migration.execution.wait.ServerWaiter;
import dev.migration.execution.wait.UpgradeProbe;
import dev.migration.execution.wait.UpgradeWaiter;
import dev.migration.plan.Plan;
import dev.migration.plan.Planner;
import dev.migration.plan.SavedPlan;
import dev.migration.result.AcceptedScripts;
import dev.migration.result.MigrationResult;
import dev.migration.revision.target.Target;
import dev.migration.script.load.FoundScripts;

/** Executes the commands that change one database or wait for a change, and stops them on request. */
public final class MigrationExecutor {

    /** How long the stop of a worker waits for its batch. */
    private static final Duration LONGEST_BATCH = Duration.ofSeconds(10);

    private final DataSource dataSource;
    private final CheckedPlanner planner;
    private final ExecutionSettings settings;
    private final EventPublisher events;
    private final DatabaseReader reader;
    private final RunningCommands<StopSignal> running = new RunningCommands<>(StopSignal::new);

    public MigrationExecutor(
            DataSource dataSource,
            FoundScripts scripts,
            ExecutionSettings settings,
            List<MigrationListener> listeners) {
        this.dataSource = dataSource;
        this.planner = new CheckedPlanner(scripts, settings);
        this.settings = settings;
        this.events = new EventPublisher(listeners);
        this.reader = new DatabaseReader(dataSource, planner, settings, events);
    }

    /** Takes orders for batches in the same database. */
    public BatchRequests batches() {
        return new BatchRequests(dataSource, settings.tables());
    }

    /** Reads the same database. */
    public DatabaseReader reader() {
        return reader;
    }

    /**
     * Plans a command and executes its plan.
     *
     * @param note the detail of each history row that has no other detail
     * @throws dev.migration.error.MigrationException if the run fails; the steps that are committed stay
     */
    public MigrationResult run(RunCommand command, Optional<String> note) {
        long start = System.nanoTime();
        Plan executed = running.run(stop -> newRun(stop, note).execute(command));
        return new MigrationResult(executed, Duration.ofNanos(System.nanoTime() - start));
    }

    /**
     * Applies a saved plan as it is.
     *
     * @param note the detail of each history row that has no other detail
     * @throws dev.migration.execution.refusal.StalePlanException with all reasons why the plan no longer holds
     * @throws dev.migration.error.MigrationException if the run fails; the steps that are committed stay
     */
    public MigrationResult run(SavedPlan saved, Optional<String> note) {
        return run(new SavedPlanCommand(saved), note);
    }

    /**
     * Records what an operator found out about an interrupted revision.
     *
     * @param applied whether the revision counts as applied from now on
     * @throws UnresolvableRevisionException if the revision is not interrupted
     */
    public void resolve(String revision, boolean applied) {
        onLockedSession(Optional.empty(), (run, session) -> {
            run.resolve(session, revision, applied);
            return revision;
        });
    }

    /**
     * Records the scripts of applied revisions as what was applied.
     *
     * @param note the detail of the history rows
     * @throws dev.migration.execution.refusal.UnacceptableScriptException with all revisions whose script cannot be accepted
     */
    public AcceptedScripts accept(List<Target> targets, Optional<String> note) {
        return onLockedSession(note, (run, session) -> run.accept(session, targets));
    }

    /** Creates the state tables if they are missing. It holds the migration lock, because another session may create them too. */
    public void ensureTables() {
        onLockedSession(Optional.empty(), MigrationRun::createTables);
    }

    /**
     * Runs the jobs that wait for workers, until none is left that this application may run.
     *
     * @return the revisions that are complete now
     * @throws dev.migration.error.MigrationException if a job fails
     */
    public List<String> work() {
        return running.run(
                StopSignal.patient(LONGEST_BATCH), stop -> new JobRun(dataSource, planner, settings, events).run(stop));
    }

    /**
     * Lets the work of a revision run in the background.
     *
     * @throws dev.migration.execution.refusal.NoJobException if it has no such work, or if workers run it already
     */
    public void approve(String revision) {
        MigrationSession.read(dataSource, session -> {
            session.prepare(settings);
            new JobApproval(session, settings.tables()).of(revision);
            return revision;
        });
    }

    /**
     * Waits until another process has executed the plan of a command.
     *
     * @param longest the longest time to wait
     * @throws dev.migration.error.MigrationException if the time is over, or if no session can execute the plan
     */
    public DatabaseState await(Function<Planner, Plan> command, Duration longest) {
        return running.run(stop -> {
            RunEvents runEvents = new RunEvents(events, stop);
            return new UpgradeWaiter(new UpgradeProbe(dataSource, planner, settings, runEvents), runEvents, longest)
                    .await(command);
        });
    }

    /**
     * Waits until the server accepts connections.
     *
     * @param longest the longest time to wait
     * @throws dev.migration.execution.failure.DatabaseUnavailableException if the time is over, or if waiting cannot help
     */
    public void awaitServer(Duration longest) {
        running.run(stop -> {
            new ServerWaiter(dataSource, new RunEvents(events, stop)).await(longest);
            return stop;
        });
    }

    /**
     * Requests all running commands to stop, and waits for their end.
     *
     * @param longest the longest time to wait
     * @return whether all of them have ended
     */
    public boolean stop(Duration longest) {
        return running.stop(longest);
    }

    private <T> T onLockedSession(Optional<String> note, SessionCallback<T> callback) {
        return running.run(stop -> {
            try (MigrationSession session = MigrationSession.open(dataSource, stop)) {
                return callback.doInSession(newRun(stop, note), session);
            } catch (DataAccessException failure) {
                throw new DatabaseFailureException(failure);
            } catch (LockContendedException contended) {
                throw new LockNotObtainedException(contended.holder(), Duration.ZERO);
            }
        });
    }

    /** Work on one session that holds the migration lock. */
    @FunctionalInterface
    private interface SessionCallback<T> {

        T doInSession(MigrationRun run, MigrationSession session) throws LockContendedException;
    }

    private MigrationRun newRun(StopSignal stop, Optional<String> note) {
        return new MigrationRun(dataSource, planner, settings, new RunEvents(events, stop)).withNote(note);
    }
}
