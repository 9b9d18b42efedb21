// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import dev.migration.Migrator;
import dev.migration.cli.command.DatabaseSelection;
import dev.migration.cli.command.ReportingCommand;
import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.Plurals;
import dev.migration.cli.output.ProgressLines;
import dev.migration.cli.output.ProgressMeter;
import dev.migration.cli.output.Report;
import dev.migration.event.MigrationListener;
import dev.migration.plan.Plan;
import dev.migration.plan.Plan.Operation;
import dev.migration.plan.Step;
import dev.migration.result.MigrationResult;

/**
 * The base of a command that changes a database. Shows its progress. When the process receives SIGINT (Ctrl-C) or SIGTERM, it stops
 * the migration, so that the open transaction is rolled back, and then prints the current revisions.
 */
public abstract class ChangingCommand extends ReportingCommand {

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration REPORT_TIMEOUT = Duration.ofSeconds(5);

    private final CountDownLatch reported = new CountDownLatch(1);
    private volatile Optional<Migrator> migrator = Optional.empty();
    private Optional<Thread> hook = Optional.empty();

    @Override
    public DatabaseSelection databaseSelection() {
        return DatabaseSelection.EACH_UNTIL_ONE_FAILS;
    }

    /** Executes the operation, and returns the report on its plan. */
    final Report run(Function<Migrator, MigrationResult> operation) {
        Migrator created = createMigrator();
        MigrationResult result = operation.apply(created);
        return report(result, more(created, result));
    }

    /** Further lines about the result. */
    List<String> more(Migrator used, MigrationResult result) {
        return List.of();
    }

    /** Creates the migrator, which a shutdown of the process stops from now on. */
    protected final Migrator createMigrator(MigrationListener... others) {
        return stoppable(invocation()
                .migrator(
                        Stream.concat(Stream.of(listeners()), Stream.of(others)).toArray(MigrationListener[]::new)));
    }

    /**
     * Creates the migrator that is made of the configured one. A command may create one after the other; a shutdown stops the last
     * one.
     */
    protected final Migrator createMigratorFrom(UnaryOperator<Migrator> changed) {
        return stoppable(changed.apply(invocation().migrator(listeners())));
    }

    private Migrator stoppable(Migrator created) {
        migrator = Optional.of(created);
        stopAtShutdown();
        return created;
    }

    /** From now on, a shutdown of the process stops the migrator, if there is one, and waits for the report. */
    protected final void stopAtShutdown() {
        if (hook.isEmpty()) {
            Thread stop = new Thread(this::stop, "migration-stop");
            Runtime.getRuntime().addShutdownHook(stop);
            hook = Optional.of(stop);
        }
    }

    /** Called at a shutdown of the process, before the migration is stopped. */
    protected void beforeStop() {}

    @Override
    protected Optional<List<String>> currentRevisions() {
        return migrator.map(known -> known.reader().status().current());
    }

    @Override
    protected void afterReport() {
        reported.countDown();
        hook.ifPresent(ChangingCommand::remove);
    }

    private static void remove(Thread stop) {
        try {
            Runtime.getRuntime().removeShutdownHook(stop);
        } catch (IllegalStateException shutdownInProgress) {
            // The hook has run, or waits for this report.
            Thread.yield();
        }
    }

    /** The process ends after its shutdown hooks, so this hook waits until the command has printed its report. */
    private void stop() {
        beforeStop();
        migrator.ifPresent(running -> running.stop(STOP_TIMEOUT));
        try {
            if (!reported.await(REPORT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                invocation().console().error("The migration did not stop in time; the server rolls back what is open.");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private MigrationListener[] listeners() {
        if (invocation().options().json() || invocation().options().quiet()) {
            return new MigrationListener[0];
        }
        return new MigrationListener[] {
            invocation().console().terminal()
                    ? new ProgressMeter(invocation().console())
                    : new ProgressLines(invocation().console())
        };
    }

    private static Report report(MigrationResult result, List<String> more) {
        Plan plan = result.plan();
        String after = ProgressLines.idsOrBase(plan.after());
        List<String> lines = new ArrayList<>();
        if (plan.isEmpty()) {
            lines.addAll(plan.notes());
            lines.add("Nothing to " + name(plan.operation()) + ". The database is at " + after + ".");
        } else {
            lines.add("Done: " + Plurals.of(plan.steps().size(), "revision") + " in "
                    + result.duration().toMillis() + " ms. The database is at " + after + ".");
        }
        lines.addAll(more);
        return Report.of(
                lines, members(plan).and("durationMillis", result.duration()).map());
    }

    /** Returns the members that every command shows of a plan. */
    protected static JsonObject members(Plan plan) {
        return JsonObject.of("operation", name(plan.operation()))
                .and("before", plan.before())
                .and("after", plan.after())
                .and(
                        "steps",
                        plan.steps().stream().map(ChangingCommand::members).toList())
                .and(
                        "repeatables",
                        plan.repeatables().stream()
                                .map(repeatable -> repeatable.name())
                                .toList())
                .and("notes", plan.notes());
    }

    /** Returns the members that every command shows of a step. */
    public static Object members(Step step) {
        return JsonObject.of("direction", step.direction().name().toLowerCase(Locale.ROOT))
                .and("revision", step.revision().id())
                .and("message", step.revision().message())
                .map();
    }

    private static String name(Operation operation) {
        return operation.name().toLowerCase(Locale.ROOT);
    }
}
