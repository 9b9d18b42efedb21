package dev.migration.cli.authoring;

import java.util.Optional;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.migration.authoring.RevisionDraft;
import dev.migration.cli.command.Invocation;
import dev.migration.cli.output.Report;
import dev.migration.cli.setting.UsageException;

/** Writes one revision in the place of several. */
@Command(
        name = "squash",
        description = "Writes one revision that stands for a range of them.",
        footer = {
            "",
            "Examples:",
            "  squash abc123:def456 -m 'tickets as of 2.0'",
            "",
            "The files of the range stay: delete them when every database is past them. Read what was written, and",
            "see on an empty database that it leads to the same schema."
        })
public final class SquashCommand extends AuthoringCommand {

    @Parameters(paramLabel = "A:B", description = "The oldest and the newest of the range.")
    private String range = "";

    @Option(
            names = {"-m", "--message"},
            paramLabel = "TEXT",
            defaultValue = "",
            description = "What it does, in a line.")
    private String message = "";

    @Option(names = "--rev-id", paramLabel = "ID", description = "Its id. Otherwise twelve random hexadecimal digits.")
    private Optional<String> id = Optional.empty();

    public SquashCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected Report report() {
        String[] ends = range.split("(:|\\.\\.)", -1);
        if (ends.length != 2 || ends[0].isBlank() || ends[1].isBlank()) {
            throw new UsageException(
                    "'" + range + "' does not say from where to where.", "Write OLDEST:NEWEST, such as abc123:def456.");
        }
        RevisionDraft draft = RevisionDraft.of(message);
        return written(author().squash(ends[0], ends[1], id.map(draft::named).orElse(draft)));
    }
}
