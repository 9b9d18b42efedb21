// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.state;

import java.util.List;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import dev.migration.Revisions;
import dev.migration.cli.command.ReportingCommand;
import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.Report;
import dev.migration.revision.Revision;

/** Shows the heads of the revision graph. */
@Command(
        name = "heads",
        description = "Shows the heads: the revisions that no other revision revises. Needs no database.",
        footer = {"", "Command 'merge -m MESSAGE' joins several heads."})
public final class HeadsCommand extends ReportingCommand {

    @Mixin
    private VerboseOption verbose = new VerboseOption();

    @Override
    protected Report report() {
        Revisions revisions = invocation().revisions();
        RevisionPrinter printer = new RevisionPrinter(revisions, RevisionMarkers.of(revisions.graph()));
        List<Revision> heads = revisions.graph().heads().inReverseOrder();
        return Report.of(
                heads.stream()
                        .flatMap(head -> printer.place(head, verbose.isSet()).stream())
                        .toList(),
                JsonObject.of("heads", printer.members(heads)).map());
    }
}
