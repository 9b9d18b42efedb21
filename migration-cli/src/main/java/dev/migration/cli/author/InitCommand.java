package dev.migration.cli.author;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import dev.migration.authoring.NewProject;
import dev.migration.cli.frame.Invocation;
import dev.migration.cli.frame.Reach;
import dev.migration.cli.frame.ReportingCommand;
import dev.migration.cli.output.Facts;
import dev.migration.cli.output.Report;

/** Begins a project. */
@Command(
        name = "init",
        description = "Writes migration.properties and a template of revisions into this folder.",
        footer = {
            "",
            "Examples:",
            "  init             revisions go to src/main/resources/db/revisions, or to revisions where there is no src",
            "  init migrations  revisions go to migrations"
        })
public final class InitCommand extends ReportingCommand {

    @Parameters(arity = "0..1", paramLabel = "FOLDER", description = "Where revisions go.")
    private Optional<Path> folder = Optional.empty();

    public InitCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    public Reach reach() {
        return Reach.NO_DATABASE;
    }

    @Override
    protected Report report() {
        Path project = invocation().configuration().folder();
        Path revisions = folder.orElseGet(invocation().configuration()::defaultFolder);
        List<Path> files = NewProject.begin(project, revisions);
        List<String> lines =
                new ArrayList<>(files.stream().map(file -> "Wrote " + file).toList());
        lines.add("Next: revision -m 'create tables', which goes to " + revisions + ".");
        return Report.of(
                lines,
                Facts.of("files", files.stream().map(Path::toString).toList()).map());
    }
}
