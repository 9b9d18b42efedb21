package dev.migration.cli.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.migration.Migrator;
import dev.migration.cli.command.DatabaseSelection;
import dev.migration.cli.command.Invocation;
import dev.migration.cli.command.ReportingCommand;
import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.Plurals;
import dev.migration.cli.output.ProgressLines;
import dev.migration.cli.output.ProgressMeter;
import dev.migration.cli.output.Report;
import dev.migration.event.MigrationListener;
import dev.migration.execution.MigrationResult;
import dev.migration.plan.Plan;
import dev.migration.plan.Plan.Operation;
import dev.migration.plan.Step;

/**
 * A command that changes a database. Shows how far it is, and when the process is told to end (Ctrl-C, SIGTERM) stops the
 * migration, so that it is rolled back, before it says where the database stands.
 */
public abstract class ChangingCommand extends ReportingCommand {

    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);
    private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(5);

    private final CountDownLatch said = new CountDownLatch(1);
    private Optional<Migrator> migrator = Optional.empty();
    private Optional<Thread> hook = Optional.empty();

    protected ChangingCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    public DatabaseSelection databaseSelection() {
        return DatabaseSelection.EACH_UNTIL_ONE_FAILS;
    }

    /** Carries it out, and reports on its plan. */
    final Report run(Function<Migrator, MigrationResult> work) {
        return report(work.apply(createMigrator()));
    }

    /** The migrator, which the end of the process stops from now on. */
    protected final Migrator createMigrator(MigrationListener... others) {
        Migrator begun = invocation()
                .migrator(
                        Stream.concat(Stream.of(listeners()), Stream.of(others)).toArray(MigrationListener[]::new));
        Thread stop = new Thread(() -> stop(begun), "migration-stop");
        Runtime.getRuntime().addShutdownHook(stop);
        migrator = Optional.of(begun);
        hook = Optional.of(stop);
        return begun;
    }

    /** Called when the process is told to end, before the migration is stopped. */
    protected void beforeStop() {}

    @Override
    protected Optional<List<String>> currentRevisions() {
        return migrator.map(known -> known.status().current());
    }

    @Override
    protected void end() {
        said.countDown();
        hook.ifPresent(ChangingCommand::remove);
    }

    private static void remove(Thread stop) {
        try {
            Runtime.getRuntime().removeShutdownHook(stop);
        } catch (IllegalStateException endingAlready) {
            // The process ends: the hook has run, or waits for us.
            Thread.yield();
        }
    }

    /** The process goes when its hooks are over, so this one waits until the command has said how it ended. */
    private void stop(Migrator begun) {
        beforeStop();
        begun.stop(LONGEST_STOP);
        try {
            if (!said.await(LONGEST_FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
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

    private static Report report(MigrationResult result) {
        Plan plan = result.plan();
        String places = ProgressLines.idsOrBase(plan.after());
        List<String> lines = new ArrayList<>();
        if (plan.isEmpty()) {
            lines.addAll(plan.notes());
            lines.add("Nothing to " + word(plan.operation()) + ". The database is at " + places + ".");
        } else {
            lines.add("Done: " + Plurals.of(plan.steps().size(), "revision") + " in "
                    + result.duration().toMillis() + " ms. The database is at " + places + ".");
        }
        return Report.of(
                lines, facts(plan).and("durationMillis", result.duration()).map());
    }

    /** A plan as every command shows it. */
    protected static JsonObject facts(Plan plan) {
        return JsonObject.of("operation", word(plan.operation()))
                .and("before", plan.before())
                .and("after", plan.after())
                .and("steps", plan.steps().stream().map(ChangingCommand::facts).toList())
                .and(
                        "repeatables",
                        plan.repeatables().stream()
                                .map(repeatable -> repeatable.name())
                                .toList())
                .and("notes", plan.notes());
    }

    protected static Object facts(Step step) {
        return JsonObject.of("direction", step.direction().name().toLowerCase(Locale.ROOT))
                .and("revision", step.revision().id())
                .and("message", step.revision().message())
                .map();
    }

    private static String word(Operation operation) {
        return operation.name().toLowerCase(Locale.ROOT);
    }
}
