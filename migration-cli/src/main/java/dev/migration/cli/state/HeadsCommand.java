package dev.migration.cli.state;

import java.util.List;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import dev.migration.Revisions;
import dev.migration.cli.command.Invocation;
import dev.migration.cli.command.ReportingCommand;
import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.Report;
import dev.migration.revision.Revision;

/** Shows the newest revision of each branch. */
@Command(
        name = "heads",
        description = "Shows the revisions that no other revises. Needs no database.",
        footer = {"", "Two heads, and there should be one? Join them with 'merge -m MESSAGE'."})
public final class HeadsCommand extends ReportingCommand {

    @Option(
            names = {"-v", "--verbose"},
            description = "Shows everything about each.")
    private boolean verbose;

    public HeadsCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected Report report() {
        Revisions revisions = invocation().revisions();
        RevisionPrinter printer = new RevisionPrinter(revisions, RevisionMarkers.of(revisions.graph()));
        List<Revision> heads = revisions.graph().heads().inReverseOrder();
        return Report.of(
                heads.stream()
                        .flatMap(head -> printer.place(head, verbose).stream())
                        .toList(),
                JsonObject.of("heads", printer.facts(heads)).map());
    }
}
