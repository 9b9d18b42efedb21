// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.state;

import java.util.List;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import dev.migration.Revisions;
import dev.migration.cli.command.ReportingCommand;
import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.Report;
import dev.migration.revision.Revision;
import dev.migration.revision.RevisionGraph;

/** Shows the heads of the revision graph. */
@Command(
        name = "heads",
        description = "Shows the heads: the revisions that no other revision revises. Needs no database.",
        footer = {"", "Command 'merge -m MESSAGE' joins several heads."})
public final class HeadsCommand extends ReportingCommand {

    @Mixin
    private VerboseOption verbose = new VerboseOption();

    @Option(
            names = "--resolve-dependencies",
            description = "Leaves out the effective heads: those on which a revision of another branch depends.")
    private boolean resolveDependencies;

    @Override
    protected Report report() {
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
