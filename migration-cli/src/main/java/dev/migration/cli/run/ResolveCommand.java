// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.run;

import java.util.ArrayList;
import java.util.List;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.migration.Migrator;
import dev.migration.Resolution;
import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.ProgressLines;
import dev.migration.cli.output.Report;

/** Records the outcome of an interrupted revision. */
@Command(
        name = "resolve",
        description = "Records the outcome of an interrupted revision. Runs nothing.",
        footer = {
            "",
            "For a revision that runs in segments (with CREATE INDEX CONCURRENTLY, for example) and that the next upgrade",
            "cannot continue: check the database, complete or revert the revision by hand, and record which.",
            "",
            "Examples:",
            "  resolve abc123 --applied       the rest was applied by hand",
            "  resolve abc123 --rolled-back   its changes were reverted by hand"
        })
public final class ResolveCommand extends ChangingCommand {

    @Parameters(paramLabel = "REV", description = "The full id of the revision.")
    private String revision = "";

    @ArgGroup(multiplicity = "1")
    private Outcome outcome = new Outcome();

    static final class Outcome {

        @Option(names = "--applied", required = true, description = "Records the revision as applied.")
        private boolean applied;

        @Option(names = "--rolled-back", required = true, description = "Records the revision as not applied.")
        private boolean rolledBack;
    }

    @Override
    protected Report report() {
        Migrator migrator = createMigrator();
        migrator.resolve(revision, outcome.applied ? Resolution.APPLIED : Resolution.ROLLED_BACK);
        List<String> current = migrator.reader().status().current();
        List<String> drops = outcome.applied ? List.of() : migrator.revisions().triggerDrops(revision);
        List<String> lines = new ArrayList<>();
        lines.add("Resolved: " + revision + " is recorded as " + (outcome.applied ? "" : "not ")
                + "applied. The database is at " + ProgressLines.idsOrBase(current) + ".");
        drops.forEach(drop -> lines.add("The trigger of its batch stays if it was created. To drop it: " + drop));
        return Report.of(
                lines,
                JsonObject.of("revision", revision)
                        .and("applied", outcome.applied)
                        .and("current", current)
                        .and("triggerDrops", drops)
                        .map());
    }
}
