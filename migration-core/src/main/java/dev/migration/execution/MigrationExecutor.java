package dev.migration.execution;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import javax.sql.DataSource;

import org.springframework.dao.DataAccessException;

import dev.migration.event.EventPublisher;
import dev.migration.event.LockHolder;
import dev.migration.event.LockStatus;
import dev.migration.event.MigrationListener;
import dev.migration.execution.difference.ScriptDifference;
import dev.migration.execution.failure.DatabaseFailureException;
import dev.migration.execution.failure.LockNotObtainedException;
import dev.migration.execution.precondition.AcceptedScripts;
import dev.migration.execution.precondition.CheckedPlanner;
import dev.migration.execution.precondition.UpgradePreconditions;
import dev.migration.execution.progress.RunEvents;
import dev.migration.execution.refusal.UnresolvableRevisionException;
import dev.migration.execution.session.ExecutionSettings;
import dev.migration.execution.session.MigrationLock;
import dev.migration.execution.session.MigrationSession;
import dev.migration.execution.session.StopSignal;
import dev.migration.execution.state.DatabaseState;
import dev.migration.execution.state.ObservedState;
import dev.migration.execution.wait.LockContendedException;
import dev.migration.execution.wait.ServerWaiter;
import dev.migration.execution.wait.UpgradeProbe;
import dev.migration.execution.wait.UpgradeWaiter;
import dev.migration.plan.Plan;
import dev.migration.plan.Planner;
import dev.migration.revision.target.Target;
import dev.migration.script.load.RevisionScripts;
import dev.migration.version.HistoryReader;
import dev.migration.version.RevisionRecord;
import dev.migration.version.StateReader;
import dev.migration.version.StateTables;

/** Brings a database to where a plan leads. */
public final class MigrationExecutor {

    private final DataSource dataSource;
    private final CheckedPlanner planMaker;
    private final ExecutionSettings settings;
    private final EventPublisher events;
    private final Set<StopSignal> running = ConcurrentHashMap.newKeySet();

    public MigrationExecutor(
            DataSource dataSource,
            RevisionScripts scripts,
            ExecutionSettings settings,
            List<MigrationListener> listeners) {
        this.dataSource = dataSource;
        this.planMaker = new CheckedPlanner(scripts, settings);
        this.settings = settings;
        this.events = new EventPublisher(listeners);
    }

    /**
     * Carries out what a command plans.
     *
     * @param remark what the history says about each of its steps
     * @throws dev.migration.error.MigrationException of the kind that fits; what was committed before stays
     */
    public MigrationResult run(Function<Planner, Plan> command, Optional<String> remark) {
        long start = System.nanoTime();
        Plan done = stoppable(stop -> new MigrationRun(dataSource, planMaker, settings, new RunEvents(events, stop))
                .remarking(remark)
                .carryOut(command));
        return new MigrationResult(done, Duration.ofNanos(System.nanoTime() - start));
    }

    /**
     * Writes down what somebody saw about a revision that stopped half-way.
     *
     * @param applied whether it counts as applied from now on
     * @throws UnresolvableRevisionException if it did not stop half-way
     */
    public void resolve(String revision, boolean applied) {
        stoppable(stop -> {
            resolve(revision, applied, stop);
            return revision;
        });
    }

    /**
     * Waits until another process has done what a command plans.
     *
     * @param longest how long at most
     * @throws dev.migration.error.MigrationException if that is over, or nobody will do it
     */
    public DatabaseState await(Function<Planner, Plan> command, Duration longest) {
        return stoppable(stop -> {
            RunEvents progress = new RunEvents(events, stop);
            return new UpgradeWaiter(new UpgradeProbe(dataSource, planMaker, settings, progress), progress, longest)
                    .carryOut(command);
        });
    }

    /**
     * Waits until the server takes connections.
     *
     * @throws dev.migration.execution.failure.DatabaseUnavailableException if it does not for too long, or never will
     */
    public void awaitServer(Duration longest) {
        stoppable(stop -> {
            new ServerWaiter(dataSource, new RunEvents(events, stop)).await(longest);
            return stop;
        });
    }

    /** Makes the tables if they are missing; under the lock, because another session may be at it. */
    public void ensureTables() {
        stoppable(stop -> {
            alone(stop, MigrationRun::enter);
            return stop;
        });
    }

    /**
     * Takes the scripts of applied revisions for what was applied.
     *
     * @param remark what the history says about it
     * @throws dev.migration.execution.refusal.UnacceptableScriptException with every revision of which that cannot be said
     */
    public AcceptedScripts accept(List<Target> targets, Optional<String> remark) {
        return stoppable(
                stop -> alone(stop, (run, session) -> run.remarking(remark).accept(session, targets)));
    }

    private void resolve(String revision, boolean applied, StopSignal stop) {
        alone(stop, (run, session) -> {
            run.resolve(session, revision, applied);
            return revision;
        });
    }

    private <T> T alone(StopSignal stop, Deed<T> deed) {
        try (MigrationSession session = MigrationSession.open(dataSource, stop)) {
            return deed.on(new MigrationRun(dataSource, planMaker, settings, new RunEvents(events, stop)), session);
        } catch (DataAccessException failure) {
            throw new DatabaseFailureException(failure);
        } catch (LockContendedException busy) {
            throw new LockNotObtainedException(busy.holder(), Duration.ZERO);
        }
    }

    /** What is done on one session that is alone. */
    private interface Deed<T> {

        T on(MigrationRun run, MigrationSession session) throws LockContendedException;
    }

    /**
     * Asks every run that is under way to stop, and waits for them.
     *
     * @return whether they are over
     */
    public boolean stop(Duration longest) {
        long deadline = System.nanoTime() + longest.toNanos();
        List<StopSignal> asked = List.copyOf(running);
        asked.forEach(StopSignal::request);
        try {
            boolean over = true;
            for (StopSignal stop : asked) {
                over &= stop.await(Duration.ofNanos(deadline - System.nanoTime()));
            }
            return over;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private <T> T stoppable(Function<StopSignal, T> run) {
        StopSignal stop = new StopSignal();
        running.add(stop);
        try {
            return run.apply(stop);
        } finally {
            running.remove(stop);
            stop.end();
        }
    }

    /**
     * Reads where the database is, by one SELECT.
     *
     * @throws dev.migration.error.MigrationException if it cannot be read
     */
    public DatabaseState look() {
        try (MigrationSession session = MigrationSession.open(dataSource)) {
            return planMaker.read(session.state(settings.tables()));
        } catch (DataAccessException failure) {
            throw new DatabaseFailureException(failure);
        }
    }

    /** What a command would do now, by one SELECT. */
    public Plan plan(Function<Planner, Plan> command) {
        return planMaker.plan(look(), command);
    }

    /** Who holds the migration lock now; nobody where the tables have no place yet. */
    public Optional<LockHolder> lockHolder() {
        try (MigrationSession session = MigrationSession.open(dataSource)) {
            return session.state(settings.tables())
                    .located()
                    .flatMap(tables -> new MigrationLock(session, settings, tables, events).find());
        } catch (DataAccessException failure) {
            throw new DatabaseFailureException(failure);
        }
    }

    /** Where the database is, who migrates it and what was done last, on one connection. */
    public ObservedState observe() {
        try (MigrationSession session = MigrationSession.open(dataSource)) {
            StateReader state = session.state(settings.tables());
            DatabaseState database = planMaker.read(state);
            Optional<StateTables> located = state.located();
            return new ObservedState(
                    database,
                    located.map(tables -> new MigrationLock(session, settings, tables, events).queue())
                            .orElse(LockStatus.EMPTY),
                    located.flatMap(tables -> new HistoryReader(session.jdbc(), tables).last()));
        } catch (DataAccessException failure) {
            throw new DatabaseFailureException(failure);
        }
    }

    /** What the database keeps about a revision beside its row. */
    public RevisionRecord record(String revision) {
        try (MigrationSession session = MigrationSession.open(dataSource)) {
            return new HistoryReader(session.jdbc(), settings.tables()).record(revision);
        } catch (DataAccessException failure) {
            throw new DatabaseFailureException(failure);
        }
    }

    /**
     * Reads where the database is, and refuses what an upgrade to every head would refuse.
     *
     * @throws dev.migration.error.MigrationException with everything that is refused
     */
    public DatabaseState lookStrictly() {
        try (MigrationSession session = MigrationSession.open(dataSource)) {
            StateReader state = session.state(settings.tables());
            DatabaseState database = planMaker.read(state);
            RunEvents progress = new RunEvents(events, new StopSignal());
            progress.tell(UpgradePreconditions.remarks(database));
            progress.tell(planMaker.admit(database, state));
            return database;
        } catch (DataAccessException failure) {
            throw new DatabaseFailureException(failure);
        }
    }

    /** Every section of an applied revision that is not what is stored about it. */
    public List<ScriptDifference> differences() {
        try (MigrationSession session = MigrationSession.open(dataSource)) {
            StateReader state = session.state(settings.tables());
            return planMaker.differences(planMaker.read(state), state);
        } catch (DataAccessException failure) {
            throw new DatabaseFailureException(failure);
        }
    }
}
