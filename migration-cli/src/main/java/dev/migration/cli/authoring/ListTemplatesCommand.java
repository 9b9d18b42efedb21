// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.authoring;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import dev.migration.cli.command.DatabaseSelection;
import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.Report;

/** Lists the templates for revisions. */
@Command(
        name = "list-templates",
        aliases = "list_templates",
        description = "Lists the templates for revisions: the built-in ones, and those in revision-templates/.")
public final class ListTemplatesCommand extends AuthoringCommand {

    @Option(
            names = {"-v", "--verbose"},
            description = "Shows the text of each template.")
    private boolean verbose;

    @Override
    public DatabaseSelection databaseSelection() {
        return DatabaseSelection.NO_DATABASE;
    }

    @Override
    protected Report report() {
        SortedMap<String, String> templates = author().templates();
        List<String> lines = new ArrayList<>();
        templates.forEach((name, text) -> {
            lines.add(name);
            if (verbose) {
                text.lines().forEach(line -> lines.add("    " + line));
            }
        });
        return Report.of(lines, JsonObject.of("templates", templates).map());
    }
}
