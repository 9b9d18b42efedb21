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
import dev.migration.execution.failure.StateChangedException;
import dev.migration.execution.failure.UnresolvableException;
import dev.migration.execution.parcel.StepRecords;
import dev.migration.execution.parcel.Workplace;
import dev.migration.execution.session.ExecutionSettings;
import dev.migration.execution.session.HostName;
import dev.migration.execution.session.MigrationLock;
import dev.migration.execution.session.MigrationSession;
import dev.migration.execution.session.StateSetup;
import dev.migration.execution.session.ToolVersion;
import dev.migration.execution.session.TransactionFate;
import dev.migration.plan.Plan;
import dev.migration.plan.Planner;
import dev.migration.revision.Target;
import dev.migration.version.Agent;
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
final class Run {

    private final DataSource dataSource;
    private final PlanMaker planMaker;
    private final ExecutionSettings settings;
    private final Progress progress;
    private final Losses losses;
    private final Contention contention;
    private Optional<String> remark = Optional.empty();

    Run(DataSource dataSource, PlanMaker planMaker, ExecutionSettings settings, Progress progress) {
        this.dataSource = dataSource;
        this.planMaker = planMaker;
        this.settings = settings;
        this.progress = progress;
        this.losses = new Losses(settings.retryFor(), progress);
        this.contention = new Contention(settings.lockWait(), progress);
    }

    /** Has the history say so about each step. */
    Run remarking(Optional<String> text) {
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
            losses.await(new TransactionFate(session, settings.retryFor()));
            Optional<Plan> nothing = progress.isBegun() ? Optional.empty() : nothingPending(session, command);
            if (progress.isBegun()) {
                // It may be another server than before, if there are several.
                new StateSetup(session).requireWritable(progress.plan());
            }
            return nothing.isPresent() ? nothing : Optional.of(alone(session, command));
        } catch (SessionLostException lost) {
            losses.inStep(lost);
        } catch (ContendedException busy) {
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
        progress.tell(Admission.remarks(database));
        if (plan.isEmpty()) {
            progress.tell(planMaker.admit(plan, database, state));
            return Optional.of(nothing(plan));
        }
        // Whether it may run is asked under the lock: a newer application may be at it, and have done it by then.
        new StateSetup(session).requireWritable(plan);
        return Optional.empty();
    }

    private Plan alone(MigrationSession session, Function<Planner, Plan> command)
            throws SessionLostException, ContendedException {
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
                            new Workplace(
                                    place.tables(),
                                    place.lock().key(),
                                    records,
                                    planMaker.scripts().hooks()),
                            progress)
                    .run(plan, new StepBodies(planMaker.scripts(), database, state, settings.variables()));
        } catch (StateChangedException changed) {
            if (session.holds(place.lock().key())) {
                throw changed;
            }
            throw new ContendedException(place.lock().holder(), changed);
        }
        contention.over();
        return progress.plan();
    }

    /** Writes down what somebody saw about a revision that stopped half-way. */
    void resolve(MigrationSession session, String revision, boolean applied) throws ContendedException {
        Place place = enter(session);
        if (session.state(place.tables()).piecesDone(revision).isEmpty()) {
            throw new UnresolvableException(revision);
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
    Acceptance accept(MigrationSession session, List<Target> targets) throws ContendedException {
        Place place = enter(session);
        Acceptor acceptor = new Acceptor(planMaker, session.state(place.tables()));
        Acceptance acceptance = acceptor.look(targets);
        if (!acceptance.accepted().isEmpty()) {
            session.write(acceptor.rows(acceptance, place.statements(), settings.variables()));
        }
        return acceptance;
    }

    /** Makes the session ready and alone, and the tables if they are missing. */
    Place enter(MigrationSession session) throws ContendedException {
        StateSetup setup = new StateSetup(session);
        StateTables tables = setup.locate(settings.tables());
        session.prepare(settings);
        MigrationLock lock = new MigrationLock(session, settings, tables, progress.events());
        lock.acquire();
        StateStatements statements = new StateStatements(
                        tables, new Agent("", HostName.get(), settings.application(), ToolVersion.get()))
                .remarking(remark);
        try {
            setup.createTables(tables, statements, lock.key());
        } catch (StateChangedException busy) {
            throw new ContendedException(lock.holder(), busy);
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
