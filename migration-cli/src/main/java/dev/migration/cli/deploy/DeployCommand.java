package dev.migration.cli.deploy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.migration.Migrator;
import dev.migration.cli.command.Invocation;
import dev.migration.cli.command.TargetArguments;
import dev.migration.cli.output.Console;
import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.ProgressLines;
import dev.migration.cli.output.Report;
import dev.migration.cli.process.ProcessRunner;
import dev.migration.cli.run.ChangingCommand;
import dev.migration.cli.run.PlanText;
import dev.migration.cli.setting.DurationConverter;
import dev.migration.cli.setting.UsageException;
import dev.migration.plan.Plan;

/** A whole deployment in one command. */
@Command(
        name = "deploy",
        description =
                "Connects, looks, backs up, shows, upgrades, verifies; takes off again what it applied if it fails.",
        footer = {
            "",
            "Try it with --dry-run first: that connects, looks and shows, and changes nothing.",
            "",
            "Examples:",
            "  deploy --dry-run -v                          what it would do, with the SQL",
            "  deploy --connect-for 60s                     the server may still be starting",
            "  deploy --backup backups --time-limit 10min   pg_dump before, keep the last 5, stop after 10 minutes",
            "  deploy --rollback abc123 --backup backups    back to abc123 in the same frame",
            "",
            "When a revision fails, those that this deployment applied before it are taken off again, newest first, so",
            "that the database is where it stood. --no-rollback keeps them. A revision without a @downgrade section",
            "cannot be taken off: then everything stays, and the command that restores the backup is shown.",
            "It asks no questions: it is made for pipelines."
        })
public final class DeployCommand extends ChangingCommand {

    private static final int KEPT_BACKUPS = 5;

    @Parameters(
            arity = "0..1",
            paramLabel = "TARGET",
            converter = TargetArguments.class,
            description = "Where to; heads, which is everything, if nothing else is said.")
    private Optional<String> target = Optional.empty();

    @Option(names = "--dry-run", description = "Connects, looks and shows. Changes nothing, backs up nothing.")
    private boolean dryRun;

    @Option(
            names = "--rollback",
            paramLabel = "REV",
            converter = TargetArguments.class,
            description = "Takes off what is applied above REV, in the same frame.")
    private Optional<String> rollback = Optional.empty();

    @Option(names = "--no-rollback", description = "Keeps what was applied when something behind it fails.")
    private boolean stay;

    @Option(
            names = "--connect-for",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long to try to connect, such as 60s. Otherwise once.")
    private Duration connectFor = Duration.ZERO;

    @Option(
            names = "--time-limit",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Stops the migration, and rolls back what runs, after so long; such as 10min.")
    private Optional<Duration> limit = Optional.empty();

    @Option(names = "--backup", paramLabel = "FOLDER", description = "Has pg_dump write the database there before.")
    private Optional<Path> backup = Optional.empty();

    @Option(
            names = "--keep",
            paramLabel = "N",
            description = "How many backups of this database stay in the folder; otherwise 5.")
    private Optional<Integer> keep = Optional.empty();

    @Option(names = "--pg-dump", paramLabel = "FILE", description = "Which pg_dump; otherwise the first on the PATH.")
    private Optional<Path> program = Optional.empty();

    @Option(
            names = {"-v", "--verbose"},
            description = "Shows the SQL of each revision.")
    private boolean verbose;

    private final ShutdownInterruption interruption = new ShutdownInterruption();
    private final ProcessRunner runner = new ProcessRunner();
    private final CommittedRevisions record = new CommittedRevisions();
    private final DeploymentSteps steps;
    private Optional<BackupStep> backupStep = Optional.empty();
    private Optional<DeployRollback> wayBack = Optional.empty();

    public DeployCommand(Invocation invocation) {
        super(invocation);
        this.steps = new DeploymentSteps(interruption, this::tell);
    }

    @Override
    protected Report report() {
        DeployOptions wishes = wishes();
        Migrator migrator = createMigrator(record);
        BackupStep dump = new BackupStep(wishes.backup(), invocation(), runner);
        DeployRollback way = new DeployRollback(migrator, wishes, steps, record);
        backupStep = Optional.of(dump);
        wayBack = Optional.of(way);
        PlanText text = new PlanText(migrator.revisions(), verbose);
        Plan done = new Deployment(migrator, wishes, steps, way)
                .carryOut(
                        new ConnectStep(connectFor, interruption),
                        dump,
                        plan -> text.lines(plan).forEach(this::tell));
        JsonObject facts = JsonObject.of("operation", wishes.verb())
                .and("dryRun", dryRun)
                .and("before", done.before())
                .and("after", done.after())
                .and(
                        "revisions",
                        done.steps().stream().map(ChangingCommand::members).toList())
                .and("sql", text.sql(done));
        failureMembers().forEach(facts::and);
        return Report.of(List.of(last(done, wishes)), facts.map());
    }

    @Override
    protected Map<String, Object> failureMembers() {
        return JsonObject.of("backup", backupStep.flatMap(BackupStep::file))
                .and("takenOff", wayBack.map(DeployRollback::takenOff).orElse(List.of()))
                .and("steps", steps.facts())
                .map();
    }

    @Override
    protected void beforeStop() {
        interruption.request();
        runner.stop();
    }

    private String last(Plan done, DeployOptions wishes) {
        if (done.isEmpty()) {
            return "Nothing to " + wishes.verb() + ". The database is at " + ProgressLines.idsOrBase(done.before())
                    + ".";
        }
        if (dryRun) {
            return "Nothing was changed: a dry run. The database is at " + ProgressLines.idsOrBase(done.before()) + ".";
        }
        return (wishes.back() ? "Rolled back." : "Deployed.") + " The database is at "
                + ProgressLines.idsOrBase(done.after()) + ".";
    }

    private DeployOptions wishes() {
        List<String> faults = new ArrayList<>();
        if (rollback.isPresent() && target.isPresent()) {
            faults.add("A TARGET and --rollback are two ways.");
        }
        if (rollback.isPresent() && stay) {
            faults.add("--no-rollback says what becomes of an upgrade, and --rollback is none.");
        }
        if (backup.isEmpty() && (keep.isPresent() || program.isPresent())) {
            faults.add("--keep and --pg-dump are about a backup, and there is none.");
        }
        if (keep.filter(number -> number < 1).isPresent()) {
            faults.add("--keep " + keep.get() + " would keep no backup.");
        }
        if (!faults.isEmpty()) {
            throw new UsageException(
                    String.join(System.lineSeparator(), faults),
                    "Type '" + invocation().context().program() + " deploy --help', which has examples.");
        }
        return new DeployOptions(
                rollback.or(() -> target).orElse("heads"),
                rollback.isPresent(),
                dryRun,
                stay,
                limit,
                backup.map(folder -> new DeployOptions.Backup(folder, keep.orElse(KEPT_BACKUPS), program)));
    }

    private void tell(String line) {
        Console console = invocation().console();
        if (!invocation().options().json() && !invocation().options().quiet()) {
            console.line(line);
        }
    }
}
