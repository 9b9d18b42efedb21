package dev.migration.cli.authoring;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import dev.migration.authoring.RevisionDraft;
import dev.migration.cli.command.Invocation;
import dev.migration.cli.output.Report;

/** Writes a revision. */
@Command(
        name = "revision",
        description = "Writes a new revision on top of the head.",
        footer = {
            "",
            "Examples:",
            "  revision -m 'add ticket priority'",
            "  revision -m 'create reports' --head base --branch-label reporting --version-path revisions/reporting",
            "  revision -m 'reports by team' --head reporting@head --depends-on abc123",
            "  revision -m 'hotfix' --head abc123 --splice",
            "",
            "Teams put a template of their own into revision-templates/default.sql; its fields are message, id, revises,",
            "branch, dependsOn, created and those of -x."
        })
public final class RevisionCommand extends AuthoringCommand {

    @Option(
            names = {"-m", "--message"},
            required = true,
            paramLabel = "TEXT",
            description = "What it does, in a line.")
    private String message = "";

    @Option(
            names = "--head",
            paramLabel = "REV",
            description = "What it revises; base begins a new line. Otherwise the head.")
    private List<String> heads = new ArrayList<>();

    @Option(names = "--splice", description = "Lets it revise what others revise already: a branch begins.")
    private boolean splice;

    @Option(names = "--branch-label", paramLabel = "NAME", description = "A name for the branch that begins with it.")
    private List<String> labels = new ArrayList<>();

    @Option(
            names = "--depends-on",
            paramLabel = "REV",
            description = "What must be applied before it, on another branch.")
    private List<String> dependsOn = new ArrayList<>();

    @Option(names = "--rev-id", paramLabel = "ID", description = "Its id. Otherwise twelve random hexadecimal digits.")
    private Optional<String> id = Optional.empty();

    @Option(names = "--version-path", paramLabel = "FOLDER", description = "Where its file goes.")
    private Optional<Path> folder = Optional.empty();

    @Option(
            names = "--template",
            paramLabel = "NAME",
            defaultValue = "default",
            description = "What it is made of; 'list-templates' shows them.")
    private String template = "default";

    public RevisionCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected Report report() {
        Optional<Path> place = folder.map(invocation().context().folder()::resolve);
        return written(
                author().create(new RevisionDraft(message, heads, splice, labels, dependsOn, id, place, template)));
    }
}
