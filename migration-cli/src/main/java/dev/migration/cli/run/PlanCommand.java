package dev.migration.cli.run;

import java.util.ArrayList;
import java.util.List;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.migration.MigrationStatus;
import dev.migration.Migrator;
import dev.migration.RevisionText;
import dev.migration.cli.frame.Invocation;
import dev.migration.cli.frame.ReportingCommand;
import dev.migration.cli.frame.TargetText;
import dev.migration.cli.output.Count;
import dev.migration.cli.output.ExitCode;
import dev.migration.cli.output.Facts;
import dev.migration.cli.output.ProgressLines;
import dev.migration.cli.output.Report;
import dev.migration.plan.Plan;
import dev.migration.plan.Step;

/** Shows what an upgrade would do. */
@Command(
        name = "plan",
        description = "Shows what an upgrade would do, in order. Changes nothing.",
        footer = {
            "",
            "Examples:",
            "  plan          every pending revision",
            "  plan -v       with its SQL",
            "  plan abc123   up to abc123",
            "",
            "Ends with 0 whether something is pending or not, with 5 when the upgrade would be refused."
        })
public final class PlanCommand extends ReportingCommand {

    @Parameters(
            arity = "0..1",
            paramLabel = "TARGET",
            defaultValue = "heads",
            converter = TargetText.class,
            description = "Where to; heads is everything.")
    private String target = "heads";

    @Option(
            names = {"-v", "--verbose"},
            description = "Shows the SQL of each revision.")
    private boolean verbose;

    public PlanCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected Report report() {
        Migrator migrator = invocation().migrator();
        Plan plan = migrator.plan(target);
        MigrationStatus status = migrator.status();
        boolean diverged = status.verdict() == MigrationStatus.Verdict.DIVERGED;
        List<String> lines = new ArrayList<>(lines(plan, migrator));
        if (diverged) {
            lines.add("");
            lines.add("This upgrade would be refused:");
            status.advice().forEach(advice -> lines.add("  " + advice));
        }
        return Report.of(
                        lines,
                        RunningCommand.facts(plan)
                                .and("sql", texts(plan, migrator))
                                .and("refused", diverged)
                                .and("advice", status.advice())
                                .map())
                .exit(diverged ? ExitCode.DIVERGED : ExitCode.OK);
    }

    private List<String> lines(Plan plan, Migrator migrator) {
        String before = ProgressLines.places(plan.before());
        if (plan.isEmpty()) {
            return List.of("Nothing to upgrade. The database is at " + before + ".");
        }
        List<String> lines = new ArrayList<>();
        lines.add("From " + before + " to " + ProgressLines.places(plan.after()) + ": "
                + Count.of(plan.steps().size(), "revision"));
        for (Step step : plan.steps()) {
            lines.add("  " + step + "  " + step.revision().message());
            if (verbose) {
                migrator.revisions().find(step.revision().id()).ifPresent(text -> lines.addAll(sql(text)));
            }
        }
        plan.repeatables().forEach(repeatable -> lines.add("  then repeatable " + repeatable.name()));
        lines.addAll(plan.notes());
        return lines;
    }

    private static List<String> sql(RevisionText text) {
        List<String> lines = new ArrayList<>();
        lines.add("      -- " + text.source());
        text.upgrade().ifPresent(sql -> sql.strip().lines().forEach(line -> lines.add("      " + line)));
        lines.add("");
        return lines;
    }

    /** With {@code -v} the SQL of each step. */
    private List<Object> texts(Plan plan, Migrator migrator) {
        return plan.steps().stream()
                .filter(step -> verbose)
                .flatMap(step -> migrator.revisions().find(step.revision().id()).stream())
                .<Object>map(text -> Facts.of("revision", text.revision().id())
                        .and("source", text.source())
                        .and("upgrade", text.upgrade())
                        .map())
                .toList();
    }
}
