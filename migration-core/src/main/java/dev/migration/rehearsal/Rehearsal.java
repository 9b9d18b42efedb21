// SPDX-License-Identifier: Apache-2.0
package dev.migration.rehearsal;

import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import javax.sql.DataSource;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.UncategorizedSQLException;

import dev.migration.event.EventPublisher;
import dev.migration.execution.StepBodyResolver;
import dev.migration.execution.failure.DatabaseFailureException;
import dev.migration.execution.lock.MigrationLock;
import dev.migration.execution.precondition.CheckedPlanner;
import dev.migration.execution.progress.RunEvents;
import dev.migration.execution.reader.SessionReader;
import dev.migration.execution.session.ExecutionSettings;
import dev.migration.execution.session.HostName;
import dev.migration.execution.session.MigrationSession;
import dev.migration.execution.session.RetryBudget;
import dev.migration.execution.session.RunningCommands;
import dev.migration.execution.session.StateTablesSetup;
import dev.migration.execution.session.StopSignal;
import dev.migration.execution.session.ToolVersion;
import dev.migration.execution.state.DatabaseState;
import dev.migration.execution.statement.RunContext;
import dev.migration.execution.statement.StepBody;
import dev.migration.execution.statement.StepRecords;
import dev.migration.plan.Plan;
import dev.migration.plan.Planner;
import dev.migration.plan.Step;
import dev.migration.script.load.FoundScripts;
import dev.migration.version.AppliedBy;
import dev.migration.version.StateTables;
import dev.migration.version.table.StateStatements;

/**
 * Rehearses an upgrade on one database.
 *
 * <p>A conflict with another session begins it again, as it does for a real run. So does a repeatable in the way of a revision: it is
 * then dropped before and applied again after it.
 */
public final class Rehearsal {

    private final DataSource dataSource;
    private final CheckedPlanner planner;
    private final ExecutionSettings settings;
    private final RunningCommands<StopSignal> running = new RunningCommands<>(StopSignal::new);

    public Rehearsal(DataSource dataSource, FoundScripts scripts, ExecutionSettings settings) {
        this.dataSource = dataSource;
        this.planner = new CheckedPlanner(scripts, settings);
        this.settings = settings;
    }

    /** Stops running rehearsals, see {@link RunningCommands#stop}. */
    public boolean stop(Duration longest) {
        return running.stop(longest);
    }

    /**
     * Rehearses the plan of a command.
     *
     * @throws RehearsalNotPossibleException if the connection or the role does not permit it
     * @throws dev.migration.error.MigrationException if an upgrade would be refused, or if another session holds the migration lock
     */
    public RehearsalReport run(Function<Planner, Plan> command, RehearsalOptions options, RehearsalObserver observer) {
        return running.run(stop -> {
            RetryBudget budget = new RetryBudget(options.retryFor());
            Map<Step, StepBody> replaced = new LinkedHashMap<>();
            Optional<RehearsalReport> report;
            do {
                report = attempt(stop, new Request(command, options, observer, budget, replaced));
            } while (report.isEmpty());
            return report.get();
        });
    }

    /** @param replaced bodies of steps that drop repeatables in their way */
    private record Request(
            Function<Planner, Plan> command,
            RehearsalOptions options,
            RehearsalObserver observer,
            RetryBudget budget,
            Map<Step, StepBody> replaced) {}

    /** Returns empty if it must begin again. */
    private Optional<RehearsalReport> attempt(StopSignal stop, Request request) {
        try (MigrationSession session = MigrationSession.open(dataSource, stop)) {
            RunEvents events = new RunEvents(new EventPublisher(List.of()), stop);
            SessionReader reader = new SessionReader(session, planner, settings.tables());
            DatabaseState database = reader.state();
            Plan plan = reader.plan(database, request.command());
            reader.check(plan, database, events);
            if (plan.isEmpty()) {
                return Optional.of(new RehearsalReport(
                        plan, RehearsalEnd.COMPLETE, "", 0, List.of(), Remains.NOTHING, Duration.ZERO));
            }
            RunContext context = prepare(session, plan, database);
            Map<Step, StepBody> bodies =
                    new StepBodyResolver(planner.scripts(), database, reader.rows(), settings.variables()).of(plan);
            bodies.putAll(request.replaced());
            return new RehearsalRun(
                            new RehearsalSession(session, settings, context, request.options(), request.observer()))
                    .run(plan, bodies, new RehearsalRun.Retries(request.budget(), request.replaced()));
        } catch (DataAccessException failure) {
            throw new DatabaseFailureException(failure);
        } catch (SQLException failure) {
            throw new DatabaseFailureException(new UncategorizedSQLException("rehearsal", null, failure));
        }
    }

    private RunContext prepare(MigrationSession session, Plan plan, DatabaseState database) {
        StateTablesSetup setup = new StateTablesSetup(session);
        setup.requireWritable(plan);
        RehearsalNotPossibleException.refuseInterrupted(database.interrupted());
        StateTables tables = setup.locate(settings.tables());
        session.prepare(settings);
        if (session.isPooled()) {
            throw RehearsalNotPossibleException.pooled();
        }
        StateStatements rows = new StateStatements(
                tables, new AppliedBy("", HostName.get(), settings.application(), ToolVersion.get()));
        return new RunContext(
                tables,
                Long.toString(MigrationLock.keyOf(tables)),
                new StepRecords(planner.scripts(), database.graph(), rows, settings.variables()),
                planner.scripts().hooks());
    }
}
