package dev.migration.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import javax.sql.DataSource;

import org.springframework.dao.DataAccessException;

import dev.migration.error.MigrationException;
import dev.migration.event.MigrationEvent;
import dev.migration.execution.failure.DatabaseFailureException;
import dev.migration.execution.failure.MigrationStoppedException;
import dev.migration.execution.failure.SessionLostException;
import dev.migration.execution.precondition.AcceptedScripts;
import dev.migration.execution.precondition.CheckedPlanner;
import dev.migration.execution.precondition.ScriptAcceptance;
import dev.migration.execution.precondition.UpgradePreconditions;
import dev.migration.execution.progress.RunEvents;
import dev.migration.execution.refusal.UnresolvableRevisionException;
import dev.migration.execution.report.StateChangedException;
import dev.migration.execution.session.ExecutionSettings;
import dev.migration.execution.session.HostName;
import dev.migration.execution.session.MigrationLock;
import dev.migration.execution.session.MigrationSession;
import dev.migration.execution.session.StateTablesSetup;
import dev.migration.execution.session.ToolVersion;
import dev.migration.execution.session.TransactionOutcome;
import dev.migration.execution.state.DatabaseState;
import dev.migration.execution.statement.RunContext;
import dev.migration.execution.statement.StepRecords;
import dev.migration.execution.wait.LockContendedException;
import dev.migration.execution.wait.LockContention;
import dev.migration.execution.wait.ReconnectBackoff;
import dev.migration.plan.Plan;
import dev.migration.plan.Planner;
import dev.migration.revision.target.Target;
import dev.migration.version.AppliedBy;
import dev.migration.version.StateReader;
import dev.migration.version.StateStatement;
import dev.migration.version.StateStatements;
import dev.migration.version.StateTables;

/**
 * Carries one command out, over as many sessions as it takes.
 *
 * <ol>
 *   <li>Reads what is applied, with one SELECT, and plans. Nothing to do: done, without a lock and without a write.
 *   <li>Takes the migration lock, makes the tables if they are missing, reads and plans again: another session may have done
 *       the work meanwhile.
 *   <li>Refuses a downgrade over a revision without a way back, before anything runs.
 *   <li>Runs each step in a transaction of its own.
 *   <li>When the session is lost: opens another one, waits until the server knows what became of the last transaction, takes
 *       the lock, reads, and goes on with the steps of the plan that are not done. The command is not planned anew, because
 *       "one down" means another revision by then.
 * </ol>
 */
final class MigrationRun {

    private final DataSource dataSource;
    private final CheckedPlanner planMaker;
    private final ExecutionSettings settings;
    private final RunEvents progress;
    private final ReconnectBackoff losses;
    private final LockContention contention;
    private Optional<String> remark = Optional.empty();

    MigrationRun(DataSource dataSource, CheckedPlanner planMaker, ExecutionSettings settings, RunEvents progress) {
        this.dataSource = dataSource;
        this.planMaker = planMaker;
        this.settings = settings;
        this.progress = progress;
        this.losses = new ReconnectBackoff(settings.retryFor(), progress);
        this.contention = new LockContention(settings.lockWait(), progress);
    }

    /** Has the history say so about each step. */
    MigrationRun remarking(Optional<String> text) {
        remark = text;
        return this;
    }

    /** The plan, all of whose steps are committed; without steps there was nothing to do. */
    Plan carryOut(Function<Planner, Plan> command) {
        try {
            Optional<Plan> done = Optional.empty();
            while (done.isEmpty()) {
                done = onOneSession(command);
            }
            progress.finish();
            return done.get();
        } catch (DataAccessException failure) {
            MigrationException translated = progress.stop().explains(failure)
                    ? MigrationStoppedException.waiting(failure)
                    : new DatabaseFailureException(failure);
            progress.fail(translated);
            throw translated;
        } catch (RuntimeException | Error failure) {
            progress.fail(failure);
            throw failure;
        }
    }

    /** Empty when the session was lost and another one has to go on. */
    private Optional<Plan> onOneSession(Function<Planner, Plan> command) {
        progress.stop().check();
        try (MigrationSession session = MigrationSession.open(dataSource, progress.stop())) {
            losses.await(new TransactionOutcome(session, settings.retryFor()));
            Optional<Plan> nothing = progress.isBegun() ? Optional.empty() : nothingPending(session, command);
            if (progress.isBegun()) {
                // It may be another server than before, if there are several.
                new StateTablesSetup(session).requireWritable(progress.plan());
            }
            return nothing.isPresent() ? nothing : Optional.of(alone(session, command));
        } catch (SessionLostException lost) {
            losses.inStep(lost);
        } catch (LockContendedException busy) {
            contention.waitAfter(busy);
        } catch (RuntimeException failure) {
            losses.outsideSteps(failure);
        }
        return Optional.empty();
    }

    private Optional<Plan> nothingPending(MigrationSession session, Function<Planner, Plan> command) {
        StateReader state = session.state(settings.tables());
        DatabaseState database = planMaker.read(state);
        Plan plan = planMaker.plan(database, command);
        progress.tell(UpgradePreconditions.remarks(database));
        if (plan.isEmpty()) {
            progress.tell(planMaker.admit(plan, database, state));
            return Optional.of(nothing(plan));
        }
        // Whether it may run is asked under the lock: a newer application may be at it, and have done it by then.
        new StateTablesSetup(session).requireWritable(plan);
        return Optional.empty();
    }

    private Plan alone(MigrationSession session, Function<Planner, Plan> command)
            throws SessionLostException, LockContendedException {
        Place place = enter(session);
        StateReader state = session.state(place.tables());
        DatabaseState database = planMaker.read(state);
        Plan plan = progress.isBegun() ? database.rest(progress.plan()) : planMaker.plan(database, command);
        if (progress.isBegun()) {
            losses.tellOfCommitted(plan);
        } else {
            progress.tell(planMaker.admit(plan, database, state));
        }
        if (plan.isEmpty() && !progress.isBegun()) {
            return nothing(plan);
        }
        StepRecords records =
                new StepRecords(planMaker.scripts(), database.graph(), place.statements(), settings.variables());
        losses.retryRow(records).ifPresent(row -> session.write(List.of(row)));
        try {
            new PlanRunner(
                            session,
                            settings,
                            new RunContext(
                                    place.tables(),
                                    place.lock().key(),
                                    records,
                                    planMaker.scripts().hooks()),
                            progress)
                    .run(plan, new StepBodyResolver(planMaker.scripts(), database, state, settings.variables()));
        } catch (StateChangedException changed) {
            if (session.holds(place.lock().key())) {
                throw changed;
            }
            throw new LockContendedException(place.lock().holder(), changed);
        }
        contention.over();
        return progress.plan();
    }

    /** Writes down what somebody saw about a revision that stopped half-way. */
    void resolve(MigrationSession session, String revision, boolean applied) throws LockContendedException {
        Place place = enter(session);
        if (session.state(place.tables()).piecesDone(revision).isEmpty()) {
            throw new UnresolvableRevisionException(revision);
        }
        List<StateStatement> rows = new ArrayList<>(place.statements().resolved(revision, applied));
        planMaker
                .scripts()
                .find(revision)
                .flatMap(script -> place.statements().repeatables().outdated(script.reapply()))
                .ifPresent(rows::add);
        session.write(rows);
    }

    /** Takes scripts for what was applied. */
    AcceptedScripts accept(MigrationSession session, List<Target> targets) throws LockContendedException {
        Place place = enter(session);
        ScriptAcceptance acceptor = new ScriptAcceptance(planMaker, session.state(place.tables()));
        AcceptedScripts acceptance = acceptor.look(targets);
        if (!acceptance.accepted().isEmpty()) {
            session.write(acceptor.rows(acceptance, place.statements(), settings.variables()));
        }
        return acceptance;
    }

    /** Makes the session ready and alone, and the tables if they are missing. */
    Place enter(MigrationSession session) throws LockContendedException {
        StateTablesSetup setup = new StateTablesSetup(session);
        StateTables tables = setup.locate(settings.tables());
        session.prepare(settings);
        MigrationLock lock = new MigrationLock(session, settings, tables, progress.events());
        lock.acquire();
        StateStatements statements = new StateStatements(
                        tables, new AppliedBy("", HostName.get(), settings.application(), ToolVersion.get()))
                .remarking(remark);
        try {
            setup.createTables(tables, statements, lock.key());
        } catch (StateChangedException busy) {
            throw new LockContendedException(lock.holder(), busy);
        }
        return new Place(tables, lock, statements);
    }

    /** Where a session that is alone works. */
    record Place(StateTables tables, MigrationLock lock, StateStatements statements) {}

    private Plan nothing(Plan plan) {
        progress.events().publish(new MigrationEvent.NothingToDo(plan));
        return plan;
    }
}
