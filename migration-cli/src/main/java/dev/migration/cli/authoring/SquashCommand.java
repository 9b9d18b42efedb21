// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.authoring;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import dev.migration.authoring.RevisionDraft;
import dev.migration.cli.output.Report;
import dev.migration.cli.setting.UsageException;

/** Writes one revision that replaces a range of revisions. */
@Command(
        name = "squash",
        description = "Writes one revision that replaces a range of revisions.",
        footer = {
            "",
            "Examples:",
            "  squash abc123:def456 -m 'tickets as of 2.0'",
            "",
            "The files of the range stay: delete them when every database is past them. Read the new file, and check on an",
            "empty database that it creates the same schema."
        })
public final class SquashCommand extends AuthoringCommand {

    @Parameters(paramLabel = "A:B", description = "The oldest and the newest revision of the range.")
    private String range = "";

    @Mixin
    private MessageOption message = new MessageOption();

    @Mixin
    private RevisionIdOption revisionId = new RevisionIdOption();

    @Override
    protected Report report() {
        String[] ends = range.split("(:|\\.\\.)", -1);
        if (ends.length != 2 || ends[0].isBlank() || ends[1].isBlank()) {
            throw new UsageException("'" + range + "' is not a range.", "Write OLDEST:NEWEST, such as abc123:def456.");
        }
        RevisionDraft draft = RevisionDraft.of(message.orElse(""));
        return reportWritten(author().squash(
                        ends[0], ends[1], revisionId.id().map(draft::named).orElse(draft)));
    }
}
