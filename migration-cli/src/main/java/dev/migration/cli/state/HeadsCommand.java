// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.state;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import dev.migration.Revisions;
import dev.migration.cli.command.ReportingCommand;
import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.Report;
import dev.migration.cli.proof.BranchReport;
import dev.migration.revision.Revision;
import dev.migration.revision.RevisionGraph;

/** Shows the heads of the revision graph. */
@Command(
        name = "heads",
        description =
                "Shows the heads: the revisions that no other revision revises. Needs no database without --prove.",
        footer = {"", "Command 'merge -m MESSAGE' joins several heads."})
public final class HeadsCommand extends ReportingCommand {

    @Mixin
    private VerboseOption verbose = new VerboseOption();

    @Option(
            names = "--resolve-dependencies",
            description = "Leaves out the effective heads: those on which a revision of another branch depends.")
    private boolean resolveDependencies;

    @Option(
            names = "--prove",
            description =
                    "Also applies each pair of heads in both orders to scratch databases, as check-branches does. Needs a database;"
                            + " the exit code is 3 if the order matters.")
    private boolean prove;

    @Override
    protected Report report() {
        return prove ? proved(heads()) : heads();
    }

    private Report proved(Report heads) {
        BranchReport branches = BranchReport.of(invocation(), List.of());
        List<String> lines = new ArrayList<>(heads.lines());
        lines.addAll(branches.linesWithRemedy());
        Map<String, Object> members = new LinkedHashMap<>(heads.members());
        members.putAll(branches.members());
        return new Report(branches.exitCode(), lines, members);
    }

    private Report heads() {
        Revisions revisions = invocation().revisions();
        RevisionGraph graph = revisions.graph();
        RevisionPrinter printer = new RevisionPrinter(revisions, RevisionMarkers.of(graph));
        List<Revision> heads = (resolveDependencies ? graph.realHeads() : graph.heads()).inReverseOrder();
        return Report.of(
                heads.stream()
                        .flatMap(head -> printer.place(head, verbose.isSet()).stream())
                        .toList(),
                JsonObject.of("heads", printer.members(heads)).map());
    }
}
