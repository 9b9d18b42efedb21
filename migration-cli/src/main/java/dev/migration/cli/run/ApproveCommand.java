// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.run;

import java.util.List;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.Report;

/** Lets the work of a revision run in the background. */
@Command(
        name = "approve",
        description = "Lets the work of a revision run in the background. Runs nothing itself.",
        footer = {
            "",
            "For work that waits for a person (approve=yes), that has failed, or that was cancelled. Workers begin it within",
            "seconds; 'current' says why it has failed.",
            "",
            "Example:",
            "  approve abc123"
        })
public final class ApproveCommand extends ChangingCommand {

    @Parameters(paramLabel = "REV", description = "The full id of the revision.")
    private String revision = "";

    @Override
    protected Report report() {
        createMigrator().approve(revision);
        return Report.of(
                List.of("Approved: workers run " + revision + " from now on."),
                JsonObject.of("revision", revision).and("approved", true).map());
    }
}
