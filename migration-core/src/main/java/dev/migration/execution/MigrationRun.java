// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import javax.sql.DataSource;

import org.springframework.dao.DataAccessException;

import dev.migration.error.MigrationException;
import dev.migration.event.MigrationEvent;
import dev.migration.execution.background.JobCancellation;
import dev.migration.execution.failure.DatabaseFailureException;
import dev.migration.execution.failure.MigrationStoppedException;
import dev.migration.execution.failure.SessionLostException;
import dev.migration.execution.precondition.CheckedPlanner;
import dev.migration.execution.precondition.ScriptAcceptance;
import dev.migration.execution.progress.RunEvents;
import dev.migration.execution.reader.RunCommand;
import dev.migration.execution.reader.SessionReader;
import dev.migration.execution.refusal.UnresolvableRevisionException;
import dev.migration.execution.report.StateChangedException;
import dev.migration.execution.session.ExecutionSettings;
import dev.migration.execution.session.MigrationSession;
import dev.migration.execution.session.StateTablesSetup;
import dev.migration.execution.session.TransactionOutcome;
import dev.migration.execution.state.DatabaseState;
import dev.migration.execution.state.UnfinishedWork;
import dev.migration.execution.statement.RunContext;
import dev.migration.execution.statement.StepRecords;
import dev.migration.execution.verification.SchemaVerifier;
import dev.migration.execution.wait.LockContendedException;
import dev.migration.execution.wait.LockContention;
import dev.migration.execution.wait.ReconnectBackoff;
import dev.migration.plan.Plan;
import dev.migration.plan.Plan.Operation;
import dev.migration.result.AcceptedScripts;
import dev.migration.revision.target.Target;
import dev.migration.version.table.StateStatement;

/**
 * Executes one command, on as many sessions as necessary.
 *
 * <ol>
 *   <li>Asks whether another run has recorded that nothing is pending, else reads the applied revisions with one SELECT and plans. If
 *       nothing is pending, it records that, and ends without the migration lock.
 *   <li>Takes the migration lock, creates the state tables if they are missing, then reads and plans again: another session may
 *       have executed the plan in the meantime.
 *   <li>Refuses, before anything runs, a downgrade that includes a revision without a downgrade.
 *   <li>Runs each step in a transaction of its own.
 *   <li>If the session is lost, it opens another one, waits until the server knows the outcome of the last transaction, takes the
 *       lock, reads, and continues with the remaining steps of the plan. It does not plan the command again, because a relative
 *       target such as "-1" would then lead to another revision.
 * </ol>
 */
final class MigrationRun {

    private final DataSource dataSource;
    private final CheckedPlanner planner;
    private final ExecutionSettings settings;
    private final RunEvents runEvents;
    private final ReconnectBackoff reconnects;
    private final LockContention contention;
    private final SchemaVerifier verifier;
    private final UpToDateCheck upToDate;
    private Optional<String> note = Optional.empty();

    MigrationRun(DataSource dataSource, CheckedPlanner planner, ExecutionSettings settings, RunEvents runEvents) {
        this.dataSource = dataSource;
        this.planner = planner;
        this.settings = settings;
        this.runEvents = runEvents;
        this.reconnects = new ReconnectBackoff(settings.retryFor(), runEvents);
        this.contention = new LockContention(settings.lockWait(), runEvents);
        this.verifier = new SchemaVerifier(settings);
        this.upToDate = new UpToDateCheck(planner.found(), settings);
    }

    /** Sets the detail of each history row that has no other detail. */
    MigrationRun withNote(Optional<String> text) {
        note = text;
        return this;
    }

    /** Executes a command. Returns its plan; all of its steps are committed. */
    Plan execute(RunCommand command) {
        try {
            Optional<Plan> executed = Optional.empty();
            while (executed.isEmpty()) {
                executed = onOneSession(command);
            }
            runEvents.finish();
            return executed.get();
        } catch (DataAccessException failure) {
            MigrationException translated = runEvents.stop().explains(failure)
                    ? MigrationStoppedException.waiting(failure)
                    : new DatabaseFailureException(failure);
            runEvents.fail(translated);
            throw translated;
        } catch (RuntimeException | Error failure) {
            runEvents.fail(failure);
            throw failure;
        }
    }

    /** Returns empty if the session was lost or could not get the lock, so that another session must continue. */
    private Optional<Plan> onOneSession(RunCommand command) {
        runEvents.stop().check();
        try (MigrationSession session = MigrationSession.open(dataSource, runEvents.stop())) {
            reconnects.awaitOutcome(new TransactionOutcome(session, settings.retryFor()));
            Plan plan = runEvents.isBegun() ? runEvents.plan() : firstPlan(session, command);
            if (plan.isEmpty()) {
                return Optional.of(nothingToDo(plan));
            }
            // The URL may name several servers, so this may be another server than before.
            new StateTablesSetup(session).requireWritable(plan);
            return Optional.of(plan.operation() == Operation.STAMP ? stamp(session, command) : steps(session, command));
        } catch (SessionLostException lost) {
            reconnects.waitAfterStep(lost);
        } catch (LockContendedException contended) {
            reconnects.sessionWorked(contention.waitAfter(contended));
        } catch (RuntimeException failure) {
            reconnects.waitAfter(failure);
        }
        return Optional.empty();
    }

    /** Contradictions of a plan with steps are checked under the lock: a newer application may be about to execute it. */
    private Plan firstPlan(MigrationSession session, RunCommand command) {
        Optional<Plan> known = upToDate.plan(session, command);
        return known.isPresent() ? known.get() : newPlan(session, command);
    }

    private Plan newPlan(MigrationSession session, RunCommand command) {
        SessionReader reader = SessionReader.toChange(session, planner, settings.tables());
        DatabaseState database = reader.state();
        Plan plan = command.plan(reader, database);
        reader.publishNotes(database, runEvents);
        if (plan.isEmpty()) {
            reader.check(plan, database, runEvents);
            upToDate.recordEmpty(session, plan, database);
        }
        return plan;
    }

    /** Records revisions as applied or not applied, without running them; writes all rows in one transaction. */
    private Plan stamp(MigrationSession session, RunCommand command) throws LockContendedException {
        Plan rest = tablesLock().forRows(session, locked -> {
            SessionReader reader = SessionReader.toChange(session, planner, locked.tables());
            DatabaseState database = reader.state();
            Plan plan = plan(reader, database, command);
            if (!plan.isEmpty()) {
                runEvents.begin(plan);
                SchemaGuard guard = new SchemaGuard(verifier, session, locked);
                guard.remember();
                session.write(locked.tables(), records(database, locked).stamped(plan));
                guard.after();
            }
            return plan;
        });
        if (!runEvents.isBegun()) {
            return nothingToDo(rest);
        }
        // After the commit: the listeners are told what is committed.
        Plan plan = runEvents.plan();
        plan.steps()
                .forEach(step ->
                        runEvents.events().publish(new MigrationEvent.RevisionFinished(plan, step, Duration.ZERO)));
        return plan;
    }

    private Plan steps(MigrationSession session, RunCommand command)
            throws SessionLostException, LockContendedException {
        LockedTables locked = tablesLock().forSteps(session);
        SessionReader reader = SessionReader.toChange(session, planner, locked.tables());
        DatabaseState database = reader.state();
        Plan plan = plan(reader, database, command);
        if (plan.isEmpty() && !runEvents.isBegun()) {
            return nothingToDo(plan);
        }
        SchemaGuard guard = new SchemaGuard(verifier, session, locked);
        guard.before(runEvents);
        StepRecords records = records(database, locked);
        reconnects.retryRow(records).ifPresent(row -> session.write(locked.tables(), List.of(row)));
        RunContext context = new RunContext(
                locked.tables(), locked.lock().key(), records, planner.scripts().hooks());
        new JobCancellation(session, locked.tables()).before(plan, database);
        try {
            new PlanRunner(session, settings, context, runEvents)
                    .run(
                            plan,
                            new StepBodyResolver(planner.scripts(), database, reader.rows(), settings.variables()),
                            new BackgroundQueue(
                                    new UnfinishedWork(planner.scripts(), database.graph()), settings.queueing()));
        } catch (StateChangedException changed) {
            if (session.holds(context.lockKey())) {
                throw changed;
            }
            throw new LockContendedException(locked.lock().holder(), changed);
        } catch (RuntimeException failure) {
            guard.afterFailure(failure);
            throw failure;
        }
        guard.after();
        contention.publishEnd();
        return runEvents.plan();
    }

    /** The plan of the command, or the rest of the plan of this run. */
    private Plan plan(SessionReader reader, DatabaseState database, RunCommand command) {
        if (runEvents.isBegun()) {
            Plan rest = database.remaining(runEvents.plan());
            reconnects.publishCommitted(rest);
            return rest;
        }
        Plan plan = command.plan(reader, database);
        if (!plan.isEmpty()) {
            command.check(plan, reader, database);
        }
        reader.check(plan, database, runEvents);
        reader.publishClasses(plan, runEvents);
        return plan;
    }

    private StepRecords records(DatabaseState database, LockedTables locked) {
        return new StepRecords(planner.scripts(), database.graph(), locked.statements(), settings.variables());
    }

    /** Records what an operator found out about an interrupted revision. */
    void resolve(MigrationSession session, String revision, boolean applied) throws LockContendedException {
        tablesLock().forRows(session, locked -> {
            if (!session.state(locked.tables()).isUnfinished(revision)) {
                throw new UnresolvableRevisionException(revision);
            }
            List<StateStatement> rows = new ArrayList<>(locked.statements().resolved(revision, applied));
            planner.scripts()
                    .find(revision)
                    .flatMap(script -> locked.statements().repeatables().outdated(script.reapply()))
                    .ifPresent(rows::add);
            session.write(locked.tables(), rows);
            return revision;
        });
    }

    /** Records scripts as what was applied. */
    AcceptedScripts accept(MigrationSession session, List<Target> targets) throws LockContendedException {
        return tablesLock().forRows(session, locked -> {
            ScriptAcceptance acceptance = new ScriptAcceptance(planner, session.state(locked.tables()));
            AcceptedScripts scripts = acceptance.compare(targets);
            if (!scripts.accepted().isEmpty()) {
                session.write(locked.tables(), acceptance.rows(scripts, locked.statements(), settings.variables()));
            }
            return scripts;
        });
    }

    /** Creates the state tables if they are missing. */
    LockedTables createTables(MigrationSession session) throws LockContendedException {
        return tablesLock().forRows(session, locked -> locked);
    }

    private StateTablesLock tablesLock() {
        return new StateTablesLock(settings, runEvents, reconnects, note);
    }

    private Plan nothingToDo(Plan plan) {
        runEvents.events().publish(new MigrationEvent.NothingToDo(plan));
        return plan;
    }
}
