// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.authoring;

import java.util.List;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.migration.authoring.RevisionAuthor.Moved;
import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.Plurals;
import dev.migration.cli.output.ProgressLines;
import dev.migration.cli.output.Report;
import dev.migration.revision.Revision;
import dev.migration.version.AppliedRevision;

/** Moves a branch to another parent. */
@Command(
        name = "rebase",
        description = "Moves a revision and its descendants to another parent, by rewriting its @revises.",
        footer = {
            "",
            "Examples:",
            "  rebase abc123 --onto head   after the revisions that a colleague merged first",
            "",
            "If a database is configured, revisions that are applied there cannot be moved."
        })
public final class RebaseCommand extends AuthoringCommand {

    @Parameters(paramLabel = "REV", description = "The first revision to move.")
    private String revision = "";

    @Option(
            names = "--onto",
            required = true,
            paramLabel = "TARGET",
            description = "The new parent; head means the head of the revisions that do not move.")
    private String onto = "";

    @Override
    protected Report report() {
        List<String> applied = invocation().context().hasDatabase()
                ? invocation().migrator().reader().status().applied().stream()
                        .map(AppliedRevision::id)
                        .toList()
                : List.of();
        Moved moved = author().rebase(revision, onto, applied);
        Revision first = moved.rebase().revision();
        List<String> ids = moved.rebase().moved().stream().map(Revision::id).toList();
        return Report.of(
                List.of(
                        "Moved " + Plurals.of(ids.size(), "revision") + ": " + String.join(", ", ids),
                        first.id() + " revises " + ProgressLines.idsOrBase(first.downRevisions()) + " in "
                                + moved.file()),
                JsonObject.of("files", List.of(moved.file().toString()))
                        .and("revision", first.id())
                        .and("revises", first.downRevisions())
                        .and("moved", ids)
                        .map());
    }
}
