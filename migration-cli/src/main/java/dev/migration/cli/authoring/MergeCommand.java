// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.authoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.migration.authoring.RevisionDraft;
import dev.migration.cli.output.Report;
import dev.migration.cli.schema.BranchReport;

/** Writes a revision that merges branches. */
@Command(
        name = "merge",
        description = "Writes a revision that merges heads. The default is all heads.",
        footer = {"", "Examples:", "  merge -m 'merge reporting into main'", "  merge -m 'merge' abc123 def456"})
public final class MergeCommand extends AuthoringCommand {

    @Parameters(arity = "0..*", paramLabel = "REV", description = "The revisions to merge.")
    private List<String> revisions = new ArrayList<>();

    @Option(
            names = "--prove",
            description =
                    "Writes nothing if the order of the merged branches matters: applies them in both orders to scratch"
                            + " databases, as check-branches does. Needs a database.")
    private boolean prove;

    @Mixin
    private MessageOption message = new MessageOption();

    @Mixin
    private BranchOptions branch = new BranchOptions();

    @Mixin
    private RevisionIdOption revisionId = new RevisionIdOption();

    @Override
    protected Report report() {
        if (prove) {
            BranchReport branches = BranchReport.of(invocation(), revisions);
            if (!branches.commutes()) {
                throw new OrderMattersException(branches);
            }
        }
        return reportWritten(author().merge(new RevisionDraft(
                message.orElse("merge heads"),
                revisions,
                branch.splice(),
                branch.labels(),
                List.of(),
                revisionId.id(),
                Optional.empty(),
                "default")));
    }
}
