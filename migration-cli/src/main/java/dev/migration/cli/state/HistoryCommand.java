// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.state;

import java.util.List;
import java.util.stream.Stream;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import dev.migration.Migrator;
import dev.migration.Revisions;
import dev.migration.cli.command.ReportingCommand;
import dev.migration.cli.output.GraphLanes;
import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.Report;
import dev.migration.revision.Revision;

/** Lists the revisions, or a range of them. */
@Command(
        name = "history",
        description =
                "Lists the revisions, newest first. Needs a database only for -i, and for 'current' or a count in a range.",
        footer = {
            "",
            "Examples:",
            "  history                  all revisions",
            "  history --graph -i       as a graph, with the current and the pending revisions",
            "  history -r abc123:head   from abc123 on",
            "  history -r current:      the current revisions and those after them"
        })
public final class HistoryCommand extends ReportingCommand {

    @Option(
            names = {"-r", "--rev-range"},
            paramLabel = "A:B",
            description = "The range from A to B, both included; each may be omitted.")
    private String range = ":";

    @Mixin
    private VerboseOption verbose = new VerboseOption();

    @Option(
            names = {"-i", "--indicate-current"},
            description = "Marks the current and the pending revisions; needs the database.")
    private boolean indicateCurrent;

    @Option(names = "--graph", description = "Draws the revision graph.")
    private boolean graph;

    @Override
    protected Report report() {
        boolean needsDatabase = indicateCurrent || range.contains("current") || range.matches("[+-].*|.*:[+-].*");
        return needsDatabase ? reportOnDatabase() : reportOnScripts();
    }

    private Report reportOnScripts() {
        Revisions revisions = invocation().revisions();
        return report(revisions.history(range), new RevisionPrinter(revisions, RevisionMarkers.of(revisions.graph())));
    }

    private Report reportOnDatabase() {
        Migrator migrator = invocation().migrator();
        RevisionMarkers markers = RevisionMarkers.of(
                migrator.revisions().graph(), migrator.reader().status());
        return report(migrator.reader().history(range), new RevisionPrinter(migrator.revisions(), markers));
    }

    private Report report(List<Revision> found, RevisionPrinter printer) {
        return Report.of(
                lines(found, printer),
                JsonObject.of("revisions", printer.members(found)).map());
    }

    private List<String> lines(List<Revision> found, RevisionPrinter printer) {
        if (graph) {
            return GraphLanes.draw(found, printer::node);
        }
        return found.stream()
                .flatMap(revision ->
                        verbose.isSet() ? printer.block(revision).stream() : Stream.of(printer.step(revision)))
                .toList();
    }
}
