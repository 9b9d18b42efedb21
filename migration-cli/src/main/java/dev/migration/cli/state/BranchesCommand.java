// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.state;

import java.util.ArrayList;
import java.util.List;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import dev.migration.Revisions;
import dev.migration.cli.command.ReportingCommand;
import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.Report;
import dev.migration.revision.Revision;
import dev.migration.revision.RevisionGraph;

/** Shows the branch points. */
@Command(name = "branches", description = "Shows the branch points and their children. Needs no database.")
public final class BranchesCommand extends ReportingCommand {

    @Mixin
    private VerboseOption verbose = new VerboseOption();

    @Override
    protected Report report() {
        Revisions revisions = invocation().revisions();
        RevisionGraph graph = revisions.graph();
        RevisionPrinter printer = new RevisionPrinter(revisions, RevisionMarkers.of(graph));
        List<String> lines = new ArrayList<>();
        List<Object> points = new ArrayList<>();
        for (Revision point : graph.branchPoints().inReverseOrder()) {
            List<Revision> children =
                    graph.childrenOf(graph.known(List.of(point.id()))).inOrder();
            lines.addAll(printer.place(point, verbose.isSet()));
            children.forEach(child -> lines.add("    -> " + printer.node(child)));
            points.add(printer.members(point)
                    .and("children", children.stream().map(Revision::id).toList())
                    .map());
        }
        return Report.of(
                lines.isEmpty() ? List.of("There is no branch point.") : lines,
                JsonObject.of("branchPoints", points).map());
    }
}
