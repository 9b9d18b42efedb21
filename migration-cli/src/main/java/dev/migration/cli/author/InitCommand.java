package dev.migration.cli.author;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.migration.authoring.AuthoringSettings;
import dev.migration.authoring.NewProject;
import dev.migration.authoring.RevisionAuthor;
import dev.migration.cli.adopt.flyway.FlywayFiles;
import dev.migration.cli.adopt.project.Adoption;
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
            "  init migrations  revisions go to migrations",
            "  init --from-flyway src/main/resources/db/migration",
            "",
            "--from-flyway is 'import flyway' without a database; that command stamps databases afterwards."
        })
public final class InitCommand extends ReportingCommand {

    @Parameters(arity = "0..1", paramLabel = "FOLDER", description = "Where revisions go.")
    private Optional<Path> folder = Optional.empty();

    @Option(
            names = "--from-flyway",
            paramLabel = "FOLDER",
            description = "Writes the scripts of a folder of Flyway's as revisions, too; can be given several times.")
    private List<String> flyway = new ArrayList<>();

    @Option(names = "--no-placeholders", description = "'${name}' in Flyway's scripts is text, and was never replaced.")
    private boolean noPlaceholders;

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
        Optional<Adoption> adoption = adoption(project, revisions);
        List<Path> files = new ArrayList<>(NewProject.begin(project, revisions));
        adoption.ifPresent(known -> files.addAll(write(known, files)));
        List<String> lines =
                new ArrayList<>(files.stream().map(file -> "Wrote " + file).toList());
        lines.add(
                adoption.isPresent()
                        ? "Next: import flyway --yes, which stamps a database that Flyway made."
                        : "Next: revision -m 'create tables', which goes to " + revisions + ".");
        return Report.of(
                lines,
                Facts.of("files", files.stream().map(Path::toString).toList()).map());
    }

    /** Read before anything is written. */
    private Optional<Adoption> adoption(Path project, Path revisions) {
        return flyway.isEmpty()
                ? Optional.empty()
                : Optional.of(new Adoption(
                        FlywayFiles.read(project, flyway),
                        new Adoption.Folders(
                                project.resolve(revisions),
                                new RevisionAuthor(AuthoringSettings.of(project.resolve(revisions)), Clock.systemUTC()),
                                Map.of(),
                                !noPlaceholders)));
    }

    /** A project without its revisions would be half of what was asked for. */
    private static List<Path> write(Adoption adoption, List<Path> begun) {
        try {
            return adoption.write();
        } catch (RuntimeException refused) {
            for (Path file : begun) {
                try {
                    Files.deleteIfExists(file);
                } catch (IOException failure) {
                    refused.addSuppressed(failure);
                }
            }
            throw refused;
        }
    }
}
