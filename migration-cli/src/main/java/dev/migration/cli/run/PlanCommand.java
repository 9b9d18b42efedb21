package dev.migration.cli.run;

import java.util.ArrayList;
import java.util.List;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.migration.MigrationStatus;
import dev.migration.Migrator;
import dev.migration.cli.command.Invocation;
import dev.migration.cli.command.ReportingCommand;
import dev.migration.cli.command.TargetArguments;
import dev.migration.cli.output.ExitCode;
import dev.migration.cli.output.Report;
import dev.migration.plan.Plan;

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
            converter = TargetArguments.class,
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
        PlanText text = new PlanText(migrator.revisions(), verbose);
        MigrationStatus status = migrator.status();
        boolean diverged = status.verdict() == MigrationStatus.Verdict.DIVERGED;
        List<String> lines = new ArrayList<>(text.lines(plan));
        if (diverged) {
            lines.add("");
            lines.add("This upgrade would be refused:");
            status.advice().forEach(advice -> lines.add("  " + advice));
        }
        return Report.of(
                        lines,
                        ChangingCommand.facts(plan)
                                .and("sql", text.sql(plan))
                                .and("refused", diverged)
                                .and("advice", status.advice())
                                .map())
                .withExitCode(diverged ? ExitCode.DIVERGED : ExitCode.OK);
    }
}
