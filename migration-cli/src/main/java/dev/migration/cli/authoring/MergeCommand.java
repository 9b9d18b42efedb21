package dev.migration.cli.authoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.migration.authoring.RevisionDraft;
import dev.migration.cli.command.Invocation;
import dev.migration.cli.output.Report;

/** Writes a revision that joins branches. */
@Command(
        name = "merge",
        description = "Writes a revision that joins heads, all of them if none is named.",
        footer = {"", "Examples:", "  merge -m 'merge reporting into main'", "  merge -m 'merge' abc123 def456"})
public final class MergeCommand extends AuthoringCommand {

    @Parameters(arity = "0..*", paramLabel = "REV", description = "What it joins.")
    private List<String> revisions = new ArrayList<>();

    @Option(
            names = {"-m", "--message"},
            paramLabel = "TEXT",
            defaultValue = "merge heads",
            description = "What it does, in a line.")
    private String message = "";

    @Option(names = "--branch-label", paramLabel = "NAME", description = "A name for the branch that begins with it.")
    private List<String> labels = new ArrayList<>();

    @Option(names = "--rev-id", paramLabel = "ID", description = "Its id. Otherwise twelve random hexadecimal digits.")
    private Optional<String> id = Optional.empty();

    @Option(names = "--splice", description = "Lets it join what others revise already.")
    private boolean splice;

    public MergeCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected Report report() {
        return written(author().merge(new RevisionDraft(
                message, revisions, splice, labels, List.of(), id, Optional.empty(), "default")));
    }
}
