package dev.migration.cli.state;

import java.util.List;
import java.util.stream.Stream;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import dev.migration.Migrator;
import dev.migration.Revisions;
import dev.migration.cli.command.Invocation;
import dev.migration.cli.command.ReportingCommand;
import dev.migration.cli.output.GraphLanes;
import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.Report;
import dev.migration.revision.Revision;

/** Lists revisions. */
@Command(
        name = "history",
        description = "Lists the revisions, newest first. Needs no database, but for -i and 'current' in a range.",
        footer = {
            "",
            "Examples:",
            "  history                  all",
            "  history --graph -i       as branches, with where the database is and what is pending",
            "  history -r abc123:head   from abc123 on",
            "  history -r current:      where the database is, and what follows"
        })
public final class HistoryCommand extends ReportingCommand {

    @Option(
            names = {"-r", "--rev-range"},
            paramLabel = "A:B",
            defaultValue = ":",
            description = "From A to B, both included; either may be left out.")
    private String range = ":";

    @Option(
            names = {"-v", "--verbose"},
            description = "Shows everything about each.")
    private boolean verbose;

    @Option(
            names = {"-i", "--indicate-current"},
            description = "Asks the database which are current and which pending.")
    private boolean indicateCurrent;

    @Option(names = "--graph", description = "Draws the branches.")
    private boolean graph;

    public HistoryCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected Report report() {
        boolean asks = indicateCurrent || range.contains("current") || range.matches("[+-].*|.*:[+-].*");
        return asks ? besideDatabase() : ofScripts();
    }

    private Report ofScripts() {
        Revisions revisions = invocation().revisions();
        return report(revisions.history(range), new RevisionPrinter(revisions, RevisionMarkers.of(revisions.graph())));
    }

    private Report besideDatabase() {
        Migrator migrator = invocation().migrator();
        RevisionMarkers marks = RevisionMarkers.of(migrator.revisions().graph(), migrator.status());
        return report(migrator.history(range), new RevisionPrinter(migrator.revisions(), marks));
    }

    private Report report(List<Revision> found, RevisionPrinter printer) {
        return Report.of(
                lines(found, printer),
                JsonObject.of("revisions", printer.facts(found)).map());
    }

    private List<String> lines(List<Revision> found, RevisionPrinter printer) {
        if (graph) {
            return GraphLanes.draw(found, printer::node);
        }
        return found.stream()
                .flatMap(revision -> verbose ? printer.block(revision).stream() : Stream.of(printer.step(revision)))
                .toList();
    }
}
