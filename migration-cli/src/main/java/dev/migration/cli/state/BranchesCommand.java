package dev.migration.cli.state;

import java.util.ArrayList;
import java.util.List;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import dev.migration.Revisions;
import dev.migration.cli.command.Invocation;
import dev.migration.cli.command.ReportingCommand;
import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.Report;
import dev.migration.revision.Revision;
import dev.migration.revision.RevisionGraph;

/** Shows where branches begin. */
@Command(
        name = "branches",
        description = "Shows the revisions that several others revise, and those others. Needs no database.")
public final class BranchesCommand extends ReportingCommand {

    @Option(
            names = {"-v", "--verbose"},
            description = "Shows everything about each.")
    private boolean verbose;

    public BranchesCommand(Invocation invocation) {
        super(invocation);
    }

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
            lines.addAll(printer.place(point, verbose));
            children.forEach(child -> lines.add("    -> " + printer.node(child)));
            points.add(printer.facts(point)
                    .and("children", children.stream().map(Revision::id).toList())
                    .map());
        }
        return Report.of(
                lines.isEmpty() ? List.of("No branch begins at a revision.") : lines,
                JsonObject.of("branchPoints", points).map());
    }
}
