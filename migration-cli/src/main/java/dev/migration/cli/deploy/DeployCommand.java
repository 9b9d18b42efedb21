// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.deploy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.migration.Migrator;
import dev.migration.cli.command.DatabaseSelection;
import dev.migration.cli.deployment.BackupOptions;
import dev.migration.cli.deployment.DeployOptions;
import dev.migration.cli.deployment.Deployment;
import dev.migration.cli.deployment.DeploymentListener;
import dev.migration.cli.deployment.StepResult;
import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.ProgressLines;
import dev.migration.cli.output.Report;
import dev.migration.cli.process.ClientVariables;
import dev.migration.cli.run.ChangingCommand;
import dev.migration.cli.run.PlanText;
import dev.migration.cli.run.RemainingBranches;
import dev.migration.cli.run.SavedPlanOption;
import dev.migration.cli.setting.DurationConverter;
import dev.migration.cli.setting.UsageException;
import dev.migration.plan.Plan;

/** Runs a whole deployment. */
@Command(
        name = "deploy",
        description =
                "Connects, checks, backs up, previews, upgrades and verifies; reverts what it applied if it fails.",
        footer = {
            "",
            "Use --dry-run first: it connects, checks and previews, and changes nothing.",
            "",
            "Examples:",
            "  deploy --dry-run -v                          shows what it would do, with the SQL",
            "  deploy --connect-for 60s                     waits for a server that is starting",
            "  deploy --backup backups --time-limit 10min   runs pg_dump before, keeps the last 5, stops after 10 minutes",
            "  deploy --rollback abc123 --backup backups    downgrades to abc123, with the same steps",
            "  deploy --plan plan.json                      applies exactly what 'plan --out plan.json' has saved",
            "",
            "When a revision fails, the revisions that this deployment applied before it are reverted, newest first, so",
            "that the database is in the state before the deployment. --no-rollback keeps them applied. A revision without",
            "a @downgrade section cannot be reverted: then all of them stay applied, and the command that restores the",
            "backup is shown. The command asks no questions: it is made for pipelines."
        })
public final class DeployCommand extends ChangingCommand {

    private static final int KEPT_BACKUPS = 5;
    private static final String STEP = "%-9s %s  %d ms";

    @Parameters(
            arity = "0..1",
            paramLabel = "TARGET",
            description = "The target of the upgrade; the default is heads, which means all revisions.")
    private Optional<String> target = Optional.empty();

    @Mixin
    private SavedPlanOption saved = new SavedPlanOption();

    @Option(names = "--dry-run", description = "Connects, checks and previews. Changes nothing and writes no backup.")
    private boolean dryRun;

    @Option(
            names = "--rollback",
            paramLabel = "REV",
            description = "Downgrades to REV instead of upgrading, with the same steps.")
    private Optional<String> rollback = Optional.empty();

    @Option(names = "--no-rollback", description = "Keeps the revisions that it applied when a later one fails.")
    private boolean keepApplied;

    @Option(
            names = "--finish-background",
            description = "First finishes the work in the background that the upgrade needs.")
    private boolean finishBackground;

    @Option(
            names = "--connect-for",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long it retries to connect, such as 60s. The default is one attempt.")
    private Duration connectFor = Duration.ZERO;

    @Option(
            names = "--time-limit",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long each step may take, such as 10min; the running revision is rolled back then.")
    private Optional<Duration> timeLimit = Optional.empty();

    @Option(
            names = "--backup",
            paramLabel = "FOLDER",
            description = "Dumps the database with pg_dump to this folder before it changes anything.")
    private Optional<Path> backup = Optional.empty();

    @Option(
            names = "--keep",
            paramLabel = "N",
            description = "How many backups of this database stay in the folder; the default is 5.")
    private Optional<Integer> keep = Optional.empty();

    @Option(
            names = "--pg-dump",
            paramLabel = "FILE",
            description = "The pg_dump to use; the default is the first one on the PATH.")
    private Optional<Path> program = Optional.empty();

    @Option(
            names = {"-v", "--verbose"},
            description = "Shows the SQL of each revision.")
    private boolean verbose;

    /** The process may shut down before the options are checked, and on another thread. */
    private volatile Optional<Deployment> deployment = Optional.empty();

    private Optional<PlanText> planText = Optional.empty();

    /** A saved plan is about one database. */
    @Override
    public DatabaseSelection databaseSelection() {
        return saved.isGiven() ? DatabaseSelection.ONE_STATE : super.databaseSelection();
    }

    @Override
    protected Report report() {
        DeployOptions options = options();
        Deployment started = new Deployment(options, new ConsoleOutput());
        deployment = Optional.of(started);
        Migrator migrator = createMigrator(started.migrationListener());
        PlanText text = new PlanText(migrator.revisions(), verbose);
        planText = Optional.of(text);
        Plan plan = started.run(migrator);
        JsonObject members = JsonObject.of("operation", options.operation())
                .and("dryRun", dryRun)
                .and("before", plan.before())
                .and("after", plan.after())
                .and(
                        "revisions",
                        plan.steps().stream().map(ChangingCommand::members).toList())
                .and("changes", text.changes(plan))
                .and("sql", text.sql(plan));
        failureMembers().forEach(members::and);
        List<String> lines = new ArrayList<>(plan.isEmpty() ? plan.notes() : List.of());
        lines.add(summary(plan, options));
        if (!dryRun) {
            rollback.ifPresent(
                    end -> lines.addAll(new RemainingBranches(migrator, "deploy --rollback").lines(end, plan)));
        }
        return Report.of(lines, members.map());
    }

    @Override
    protected Map<String, Object> failureMembers() {
        return JsonObject.of("backup", deployment.flatMap(Deployment::backupFile))
                .and("reverted", deployment.map(Deployment::reverted).orElse(List.of()))
                .and(
                        "steps",
                        deployment.map(Deployment::steps).orElse(List.of()).stream()
                                .map(DeployCommand::members)
                                .toList())
                .map();
    }

    @Override
    protected void beforeStop() {
        deployment.ifPresent(Deployment::interrupt);
    }

    private String summary(Plan plan, DeployOptions options) {
        String before = ProgressLines.idsOrBase(plan.before());
        if (plan.isEmpty()) {
            return "Nothing to " + options.operation() + ". The database is at " + before + ".";
        }
        if (dryRun) {
            return "Nothing was changed: a dry run. The database is at " + before + ".";
        }
        return (rollback.isPresent() ? "Rolled back." : "Deployed.") + " The database is at "
                + ProgressLines.idsOrBase(plan.after()) + ".";
    }

    private DeployOptions options() {
        List<String> faults = faults();
        if (!faults.isEmpty()) {
            throw new UsageException(
                    String.join(System.lineSeparator(), faults),
                    "Type '" + invocation().context().program() + " deploy --help' for examples.");
        }
        return new DeployOptions(
                goal(),
                new DeployOptions.Mode(rollback.isPresent(), dryRun, keepApplied, finishBackground),
                connectFor,
                timeLimit,
                backup.map(this::backup));
    }

    private DeployOptions.Goal goal() {
        return saved.read(invocation().context().folder(), target)
                .map(DeployOptions.Goal::of)
                .orElseGet(() -> DeployOptions.Goal.of(rollback.or(() -> target).orElse("heads")));
    }

    private List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (rollback.isPresent() && target.isPresent()) {
            faults.add("A TARGET and --rollback exclude each other.");
        }
        if (rollback.isPresent() && saved.isGiven()) {
            faults.add("--plan and --rollback exclude each other.");
        }
        if (finishBackground && (rollback.isPresent() || saved.isGiven())) {
            faults.add(
                    "--finish-background is for an upgrade without --plan and --rollback; 'work' finishes the work.");
        }
        if (rollback.isPresent() && keepApplied) {
            faults.add("--no-rollback is for an upgrade that fails, and --rollback is a downgrade.");
        }
        if (backup.isEmpty() && (keep.isPresent() || program.isPresent())) {
            faults.add("--keep and --pg-dump need --backup.");
        }
        if (keep.filter(number -> number < 1).isPresent()) {
            faults.add("--keep " + keep.get() + " would keep no backup.");
        }
        return faults;
    }

    private BackupOptions backup(Path folder) {
        return new BackupOptions(
                invocation().context().folder().resolve(folder),
                keep.orElse(KEPT_BACKUPS),
                program,
                new BackupOptions.Client(
                        invocation().context().environment(),
                        () -> ClientVariables.of(invocation().context().database())));
    }

    private static Object members(StepResult step) {
        return JsonObject.of("name", step.name())
                .and("ok", step.ok())
                .and("durationMillis", step.duration())
                .and("detail", step.detail())
                .map();
    }

    private void print(String line) {
        if (!invocation().options().json() && !invocation().options().quiet()) {
            invocation().console().line(line);
        }
    }

    /** Prints each step when it has ended, and the plan. */
    private final class ConsoleOutput implements DeploymentListener {

        @Override
        public void stepFinished(StepResult step) {
            print(STEP.formatted(
                    step.name(),
                    step.ok() ? step.detail() : "failed",
                    step.duration().toMillis()));
        }

        @Override
        public void planned(Plan plan) {
            planText.ifPresent(text -> text.lines(plan).forEach(DeployCommand.this::print));
        }
    }
}
