package dev.migration.execution;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import javax.sql.DataSource;

import dev.migration.event.EventPublisher;
import dev.migration.event.MigrationEvent;
import dev.migration.event.MigrationListener;
import dev.migration.execution.failure.EditedRevisionException;
import dev.migration.execution.failure.IrreversibleRevisionException;
import dev.migration.execution.session.ExecutionSettings;
import dev.migration.execution.session.HostName;
import dev.migration.execution.session.MigrationLock;
import dev.migration.execution.session.MigrationSession;
import dev.migration.execution.session.StateSetup;
import dev.migration.execution.session.ToolVersion;
import dev.migration.execution.step.StepBody;
import dev.migration.execution.step.StepRecords;
import dev.migration.execution.step.StepRunner;
import dev.migration.execution.step.Workplace;
import dev.migration.plan.Plan;
import dev.migration.plan.Plan.Operation;
import dev.migration.plan.Planner;
import dev.migration.plan.Step;
import dev.migration.script.RevisionScript;
import dev.migration.script.RevisionScripts;
import dev.migration.version.Agent;
import dev.migration.version.StateReader;
import dev.migration.version.StateStatements;
import dev.migration.version.StateTables;

/**
 * Brings a database to where a plan leads.
 *
 * <ol>
 *   <li>Reads what is applied, with one SELECT, and plans. Nothing to do: done, without a lock and without a write.
 *   <li>Takes the migration lock, makes the tables if they are missing, reads and plans again: another session may have done
 *       the work meanwhile.
 *   <li>Refuses a downgrade over a revision without a way back, before anything runs.
 *   <li>Runs each step in a transaction of its own.
 * </ol>
 */
public final class MigrationExecutor {

    private final DataSource dataSource;
    private final RevisionScripts scripts;
    private final ExecutionSettings settings;
    private final EventPublisher events;

    public MigrationExecutor(
            DataSource dataSource,
            RevisionScripts scripts,
            ExecutionSettings settings,
            List<MigrationListener> listeners) {
        this.dataSource = dataSource;
        this.scripts = scripts;
        this.settings = settings;
        this.events = new EventPublisher(listeners);
    }

    /**
     * Carries out what a command plans.
     *
     * @throws dev.migration.error.MigrationException of the kind that fits; what was committed before stays
     */
    public MigrationResult run(Function<Planner, Plan> command) {
        long start = System.nanoTime();
        try (MigrationSession session = MigrationSession.open(dataSource)) {
            DatabaseState database = read(session.state(settings.tables()));
            Plan plan = plan(database, session.state(settings.tables()), command);
            Plan done = plan.isEmpty() ? plan : runAlone(session, command, plan);
            if (done.isEmpty()) {
                events.publish(new MigrationEvent.NothingToDo(done, database.unknownIds()));
            }
            return new MigrationResult(done, since(start));
        }
    }

    /** @throws EditedRevisionException if a script is not what was run */
    public void refuseEdited() {
        try (MigrationSession session = MigrationSession.open(dataSource)) {
            StateReader state = session.state(settings.tables());
            refuseEdited(read(state), state);
        }
    }

    private DatabaseState read(StateReader state) {
        return new DatabaseState(scripts, state.applied());
    }

    private Plan plan(DatabaseState database, StateReader state, Function<Planner, Plan> command) {
        Plan plan = command.apply(database.planner());
        if (plan.operation() == Operation.UPGRADE) {
            refuseEdited(database, state);
        }
        return plan;
    }

    private void refuseEdited(DatabaseState database, StateReader state) {
        List<RevisionScript> edited = database.edited();
        if (!edited.isEmpty()) {
            throw new EditedRevisionException(
                    edited,
                    edited.stream()
                            .map(script -> ScriptDifference.describe(
                                    (RevisionScript.Sql) script,
                                    state.storedUpgrade(script.revision().id())))
                            .toList());
        }
    }

    private Plan runAlone(MigrationSession session, Function<Planner, Plan> command, Plan first) {
        StateSetup setup = new StateSetup(session);
        setup.requireWritable(first);
        StateTables tables = setup.locate(settings.tables());
        session.prepare(settings.sessionName());
        MigrationLock lock = new MigrationLock(session, settings, tables, events);
        lock.acquire();
        StateStatements statements = new StateStatements(tables, agent());
        setup.createTables(tables, statements);
        StateReader state = session.state(tables);
        DatabaseState database = read(state);
        Plan plan = plan(database, state, command);
        if (!plan.isEmpty()) {
            StepRecords records = new StepRecords(scripts, database.graph(), statements, settings.variables());
            run(session, plan, new StepBodies(scripts, database, state), new Workplace(tables, lock.key(), records));
        }
        return plan;
    }

    private void run(MigrationSession session, Plan plan, StepBodies bodies, Workplace workplace) {
        Map<Step, StepBody> found = plan.operation() == Operation.STAMP ? Map.of() : bodiesOf(plan, bodies);
        long start = System.nanoTime();
        events.publish(new MigrationEvent.Started(plan));
        try {
            if (plan.operation() == Operation.STAMP) {
                new Stamper(session, workplace, events).stamp(plan);
            } else {
                StepRunner runner = new StepRunner(session, settings, workplace, events);
                found.forEach((step, body) -> runner.run(plan, step, body));
            }
        } catch (RuntimeException failure) {
            events.publish(new MigrationEvent.Failed(plan, since(start), failure));
            throw failure;
        }
        events.publish(new MigrationEvent.Finished(plan, since(start)));
    }

    private static Map<Step, StepBody> bodiesOf(Plan plan, StepBodies bodies) {
        Map<Step, StepBody> found = new LinkedHashMap<>();
        List<String> irreversible = new ArrayList<>();
        for (Step step : plan.steps()) {
            Optional<StepBody> body = bodies.find(step);
            body.ifPresent(known -> found.put(step, known));
            if (body.isEmpty()) {
                irreversible.add(step.revision().id());
            }
        }
        if (!irreversible.isEmpty()) {
            throw new IrreversibleRevisionException(irreversible);
        }
        return found;
    }

    private Agent agent() {
        return new Agent("", HostName.get(), settings.application(), ToolVersion.get());
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
