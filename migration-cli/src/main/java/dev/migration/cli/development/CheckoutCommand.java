// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.development;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.migration.MigrationStatus;
import dev.migration.Migrator;
import dev.migration.cli.command.Question;
import dev.migration.cli.output.ExitCode;
import dev.migration.cli.output.ProgressLines;
import dev.migration.cli.output.Report;
import dev.migration.cli.release.ReleasedScripts;
import dev.migration.cli.setting.UsageException;
import dev.migration.execution.refusal.IrreversibleRevisionException;
import dev.migration.revision.target.Target;

/** Brings a database to the heads that the scripts of a branch of git have. */
@Command(
        name = "checkout",
        description = "Brings the database to the heads of the scripts that a branch of git has.",
        footer = {
            "",
            "Examples:",
            "  checkout main --dry-run   what would be done",
            "  checkout main             asks before it does it",
            "  checkout v1.2:db/scripts  a tag that has its scripts in another folder",
            "",
            "Revisions that the branch does not have, or has in another version, are reverted by the downgrades that were",
            "stored when they were applied; then what is pending there is applied from its scripts. The files of the work",
            "tree stay as they are. The command is refused in production."
        })
public final class CheckoutCommand extends DevelopmentCommand {

    private static final Target HEADS = new Target.Heads();

    @Parameters(
            paramLabel = "BRANCH",
            description = "A branch, tag or commit of git; with :FOLDER if its scripts are elsewhere.")
    private String branch = "";

    @Option(names = "--dry-run", description = "Shows the plan and does nothing.")
    private boolean dryRun;

    @Option(
            names = {"-y", "--yes"},
            description = "Does it without a question.")
    private boolean yes;

    /** Called by reflection. */
    public CheckoutCommand() {
        super("checkout");
    }

    @Override
    Report execute() {
        try (ReleasedScripts scripts =
                ReleasedScripts.ofGit(branch, invocation().context())) {
            return report(createMigratorFrom(scripts::migrator));
        }
    }

    private Report report(Migrator migrator) {
        MigrationStatus status = migrator.reader().status();
        List<String> others = Stream.concat(status.unknown().stream(), status.edited().stream())
                .toList();
        Reapplication plans = Reapplication.of(migrator, status, others, HEADS);
        if (plans.isEmpty()) {
            String line = "Nothing to do. The database is at "
                    + ProgressLines.idsOrBase(plans.up().after()) + ", as " + branch + ".";
            return planOnly(plans, List.of(line), ExitCode.OK);
        }
        if (dryRun) {
            return planOnly(plans, plans.lines(), ExitCode.OK).with("Nothing was done (--dry-run).");
        }
        return yes ? run(migrator, plans, true) : confirm(migrator, plans);
    }

    private Report confirm(Migrator migrator, Reapplication plans) {
        Optional<Question> question = Question.at(invocation());
        if (question.isEmpty()) {
            return planOnly(plans, plans.lines(), ExitCode.PENDING).with("Nothing was done. Add --yes to do it.");
        }
        plans.lines().forEach(invocation().console()::line);
        return question.get().isYes("Continue?")
                ? run(migrator, plans, false)
                : planOnly(plans, List.of("Nothing was done."), ExitCode.PENDING);
    }

    private Report run(Migrator migrator, Reapplication plans, boolean show) {
        if (show && !invocation().options().json()) {
            plans.lines().forEach(invocation().console()::line);
        }
        long start = System.nanoTime();
        try {
            plans.run(migrator, HEADS);
        } catch (IrreversibleRevisionException refused) {
            throw new UsageException(
                    refused.problem(),
                    "Stay with the branch that has it, or name another database for " + branch
                            + " with --url. Nothing was reverted.");
        }
        return ReapplicationReport.of("checkout", plans, Duration.ofNanos(System.nanoTime() - start));
    }

    private static Report planOnly(Reapplication plans, List<String> lines, int exitCode) {
        return new Report(
                exitCode, lines, ReapplicationReport.members("checkout", plans).map());
    }
}
