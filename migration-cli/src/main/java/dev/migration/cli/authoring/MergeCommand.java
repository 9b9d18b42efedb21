// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.authoring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.migration.authoring.RevisionDraft;
import dev.migration.authoring.RevisionSections;
import dev.migration.cli.output.Report;
import dev.migration.cli.proof.BranchReport;
import dev.migration.cli.proof.OrderMattersException;
import dev.migration.cli.proof.PreferredMerge;
import dev.migration.cli.schema.AllowDropOption;
import dev.migration.cli.setting.UsageException;

/** Writes a revision that merges branches. */
@Command(
        name = "merge",
        description = "Writes a revision that merges heads. The default is all heads.",
        footer = {
            "",
            "Examples:",
            "  merge -m 'merge reporting into main'",
            "  merge -m 'merge' abc123 def456",
            "  merge -m 'merge' --prefer abc123"
        })
public final class MergeCommand extends AuthoringCommand {

    @Parameters(arity = "0..*", paramLabel = "REV", description = "The revisions to merge.")
    private List<String> revisions = new ArrayList<>();

    @Option(
            names = "--prove",
            description =
                    "Writes nothing if the order of the merged branches matters: applies them in both orders to scratch"
                            + " databases, as check-branches does. Needs a database.")
    private boolean prove;

    @Option(
            names = "--prefer",
            paramLabel = "REV",
            description =
                    "The head that wins if the order of the two heads matters: the revision gets what is needed so that both orders"
                            + " end in the schema that has it applied last. Implies --prove.")
    private Optional<String> preferred = Optional.empty();

    @Mixin
    private AllowDropOption drops = new AllowDropOption();

    @Mixin
    private MessageOption message = new MessageOption();

    @Mixin
    private BranchOptions branch = new BranchOptions();

    @Mixin
    private RevisionIdOption revisionId = new RevisionIdOption();

    @Override
    protected Report report() {
        if (preferred.isPresent()) {
            return preferring(preferred.get());
        }
        if (drops.isGiven()) {
            throw new UsageException("--allow-drop is an option of --prefer.", "Add --prefer REVISION.");
        }
        if (prove) {
            BranchReport branches = BranchReport.of(invocation(), revisions);
            if (!branches.commutes()) {
                throw OrderMattersException.undecided(branches);
            }
        }
        return reportWritten(author().merge(draft(), RevisionSections.EMPTY));
    }

    private Report preferring(String winner) {
        PreferredMerge merge = PreferredMerge.of(invocation(), revisions, winner, drops.confirmation(List.of()));
        Report written = reportWritten(author().merge(draft(), merge.sections()));
        List<String> lines = new ArrayList<>(merge.lines());
        lines.addAll(written.lines());
        Map<String, Object> members = new LinkedHashMap<>(written.members());
        members.putAll(merge.members());
        return Report.of(lines, members);
    }

    private RevisionDraft draft() {
        return new RevisionDraft(
                message.orElse("merge heads"),
                revisions,
                branch.splice(),
                branch.labels(),
                List.of(),
                revisionId.id(),
                Optional.empty(),
                "default");
    }
}
