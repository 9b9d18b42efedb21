// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.rehearsal;

import java.sql.SQLException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.migration.Migrator;
import dev.migration.cli.command.ReportingCommand;
import dev.migration.cli.output.ExitCode;
import dev.migration.cli.output.Report;
import dev.migration.cli.schema.SchemaStates;
import dev.migration.rehearsal.RehearsalEnd;
import dev.migration.rehearsal.RehearsalReport;
import dev.migration.survival.RecordedStatements;
import dev.migration.survival.SurvivalReport;
import dev.migration.survival.SurvivalSurvey;

/** Says whether the release that runs now lives through an upgrade. */
@Command(
        name = "survive",
        description = {
            "Prepares the statements that the application runs before and after the pending revisions, in a rehearsal, and reports what"
                    + " breaks."
        },
        footer = {
            "",
            "Examples:",
            "  survive                            the statements of pg_stat_statements",
            "  survive --statements app.sql       those of a file",
            "  survive --copy                     on a copy of the schema; nobody can wait for it",
            "",
            "A statement breaks if the server prepares it before the revisions and not after them. An INSERT fails if it leaves out a column",
            "that must have a value. A new condition on rows may refuse what a statement writes. The exit code is 3 if a statement",
            "breaks or fails; without the end of the rehearsal, that of rehearse."
        })
public final class SurviveCommand extends ReportingCommand {

    @Parameters(arity = "0..1", paramLabel = "TARGET", description = "The target revision; heads is all.")
    private String target = "heads";

    @Mixin
    private StatementsOption statements = new StatementsOption();

    @Mixin
    private RehearsalLimits limits = new RehearsalLimits();

    @Option(
            names = "--copy",
            description =
                    "Uses a scratch database with the schema of the revisions on the same server; the role needs CREATEDB.")
    private boolean copy;

    @Override
    protected Report report() {
        Migrator migrator = invocation().migrator();
        RecordedStatements recorded =
                statements.read(migrator, invocation().context().folder());
        SurvivalSurvey survey = new SurvivalSurvey(recorded);
        RehearsalReport rehearsal = copy
                ? SchemaStates.use(invocation(), states -> onCopy(states, survey))
                : migrator.rehearse(target, limits.options(), survey);
        SurvivalReport report = survey.report(rehearsal);
        SurvivalText text = new SurvivalText(report);
        return new Report(exitCode(report), text.lines(), text.members());
    }

    private RehearsalReport onCopy(SchemaStates states, SurvivalSurvey survey) throws SQLException {
        Migrator original = states.migrator();
        return states.replay()
                .migrator(states.replay().at(original.reader().plan(target).before()))
                .rehearse(target, limits.options(), survey);
    }

    private static int exitCode(SurvivalReport report) {
        if (report.rehearsal().end() != RehearsalEnd.COMPLETE) {
            return RehearseCommand.exitCode(report.rehearsal());
        }
        return report.survives() ? ExitCode.OK : ExitCode.PENDING;
    }
}
