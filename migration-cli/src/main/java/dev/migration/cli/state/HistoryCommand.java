// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.state;

import java.util.List;
import java.util.Optional;
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
import dev.migration.cli.setting.UsageException;
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
            "  history -r current:      the current revisions and those after them",
            "  history --applied        what was done in the database, by whom and when, with failed attempts"
        })
public final class HistoryCommand extends ReportingCommand {

    private static final int ENTRIES = 100;

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

    @Option(
            names = "--applied",
            description =
                    "Lists what was done in the database instead: operation, revision, outcome, duration, user and"
                            + " host, newest first, with failed attempts and notes.")
    private boolean applied;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "With --applied: how many entries at most; the default is 100.")
    private Optional<Integer> limit = Optional.empty();

    @Override
    protected Report report() {
        checkOptions();
        if (applied) {
            HistoryEntries entries =
                    new HistoryEntries(invocation().migrator().reader().entries(limit.orElse(ENTRIES)));
            return Report.of(
                    entries.lines(), JsonObject.of("entries", entries.members()).map());
        }
        boolean needsDatabase = indicateCurrent || range.contains("current") || range.matches("[+-].*|.*:[+-].*");
        return needsDatabase ? reportOnDatabase() : reportOnScripts();
    }

    private void checkOptions() {
        if (applied && (graph || indicateCurrent || !range.equals(":"))) {
            throw new UsageException(
                    "--applied lists entries of the history table, which have no order in the graph.",
                    "Omit --graph, -i and -r.");
        }
        if (limit.isPresent() && (!applied || limit.get() < 1)) {
            throw new UsageException(
                    "--limit needs --applied and a number from 1.", "Add --applied, such as --limit 20.");
        }
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
