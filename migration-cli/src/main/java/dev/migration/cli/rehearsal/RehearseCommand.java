// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.rehearsal;

import java.sql.SQLException;
import java.util.List;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.migration.cli.command.ReportingCommand;
import dev.migration.cli.output.ExitCode;
import dev.migration.cli.output.Report;
import dev.migration.cli.schema.SchemaStates;
import dev.migration.error.MigrationException;
import dev.migration.rehearsal.RehearsalReport;
import dev.migration.rehearsal.copy.CopyRehearsal;

/** Rehearses an upgrade on the database. */
@Command(
        name = "rehearse",
        description = {
            "Runs the pending revisions on the database in one transaction that cannot be committed, measures each statement, and rolls"
                    + " everything back."
        },
        footer = {
            "",
            "Examples:",
            "  rehearse                          all pending revisions",
            "  rehearse abc123 --markdown        up to abc123, for a pull request",
            "  rehearse --others-may-wait 50ms   is cancelled sooner",
            "",
            "A second connection cancels the rehearsal as soon as another session has waited for it for --others-may-wait, and at the other",
            "limits. What no transaction takes (CONCURRENTLY) runs on a copy of the schema on the same server, if the role has",
            "CREATEDB; the time there means nothing. The exit code is 1 if a statement fails, 3 if a limit ended the rehearsal, and 4 if it",
            "did not get a lock."
        })
public final class RehearseCommand extends ReportingCommand {

    @Parameters(arity = "0..1", paramLabel = "TARGET", description = "The target revision; heads is all.")
    private String target = "heads";

    @Mixin
    private RehearsalLimits limits = new RehearsalLimits();

    @Option(names = "--no-copy", description = "Creates no copy of the schema.")
    private boolean noCopy;

    @Option(names = "--markdown", description = "Writes the report as Markdown.")
    private boolean markdown;

    @Override
    protected Report report() {
        RehearsalReport report = onCopy(invocation().migrator().rehearse(target, limits.options()));
        List<String> lines = markdown ? new RehearsalMarkdown(report).lines() : new RehearsalText(report).lines();
        return new Report(exitCode(report), lines, RehearsalJson.members(report).map());
    }

    private RehearsalReport onCopy(RehearsalReport report) {
        if (noCopy || !CopyRehearsal.isWorthIt(report)) {
            return report;
        }
        try {
            return SchemaStates.use(invocation(), states -> copy(states, report));
        } catch (MigrationException none) {
            return CopyRehearsal.without(report, none.problem());
        }
    }

    private static RehearsalReport copy(SchemaStates states, RehearsalReport report) throws SQLException {
        return new CopyRehearsal(states.replay()).complete(report);
    }

    static int exitCode(RehearsalReport report) {
        return switch (report.end()) {
            case COMPLETE -> ExitCode.OK;
            case FAILED -> ExitCode.FAILED;
            case OTHERS_WAITED, TIME_LIMIT, WAL_LIMIT -> ExitCode.PENDING;
            case LOCK_NOT_OBTAINED -> ExitCode.LOCKED;
        };
    }
}
