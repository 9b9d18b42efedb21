// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.state;

import java.util.ArrayList;
import java.util.List;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import dev.migration.RevisionText;
import dev.migration.Revisions;
import dev.migration.cli.command.ReportingCommand;
import dev.migration.cli.command.TargetArguments;
import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.Report;
import dev.migration.cli.setting.UsageException;
import dev.migration.revision.Revision;

/** Shows a revision and its script. */
@Command(
        name = "show",
        description = "Shows a revision and its SQL. Needs a database only for 'current'.",
        footer = {"", "Examples:", "  show abc123", "  show head", "  show abc123-1", "  show current"})
public final class ShowCommand extends ReportingCommand {

    @Parameters(paramLabel = "REV", converter = TargetArguments.class, description = "The revision.")
    private String target = "";

    @Override
    protected Report report() {
        Revisions revisions = invocation().revisions();
        List<String> names = target.equals("current")
                ? invocation().migrator().reader().status().current()
                : List.of(target);
        List<Revision> found = revisions.resolve(names);
        if (found.isEmpty()) {
            throw new UsageException("'" + target + "' is not a revision.", "'history' lists the revisions.");
        }
        RevisionPrinter printer = new RevisionPrinter(revisions, RevisionMarkers.of(revisions.graph()));
        List<String> lines = new ArrayList<>();
        List<Object> objects = new ArrayList<>();
        for (Revision revision : found) {
            lines.addAll(printer.block(revision));
            revisions.find(revision.id()).ifPresent(text -> addSections(lines, text));
            JsonObject object = printer.members(revision);
            revisions
                    .find(revision.id())
                    .ifPresent(text -> object.and("upgrade", text.upgrade()).and("downgrade", text.downgrade()));
            objects.add(object.map());
        }
        return Report.of(lines, JsonObject.of("revisions", objects).map());
    }

    private static void addSections(List<String> lines, RevisionText text) {
        text.upgrade().ifPresent(sql -> addSection(lines, "-- @upgrade", sql));
        text.downgrade().ifPresent(sql -> addSection(lines, "-- @downgrade", sql));
    }

    private static void addSection(List<String> lines, String title, String sql) {
        lines.add(title);
        sql.strip().lines().forEach(lines::add);
        lines.add("");
    }
}
