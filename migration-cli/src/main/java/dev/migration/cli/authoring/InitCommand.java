package dev.migration.cli.authoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.migration.MigrationStatus;
import dev.migration.Migrator;
import dev.migration.StampRequest;
import dev.migration.authoring.AuthoringSettings;
import dev.migration.authoring.InitialRevision;
import dev.migration.authoring.ProjectInitializer;
import dev.migration.authoring.RevisionAuthor;
import dev.migration.cli.command.DatabaseSelection;
import dev.migration.cli.command.Invocation;
import dev.migration.cli.importer.flyway.FlywayFiles;
import dev.migration.cli.importer.project.ProjectImport;
import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.ProgressLines;
import dev.migration.cli.output.Report;
import dev.migration.cli.setting.UsageException;
import dev.migration.error.MigrationException;

/** Begins a project. */
@Command(
        name = "init",
        description = "Begins a project: migration.properties, a template and the first revision.",
        footer = {
            "",
            "Examples:",
            "  init                      revisions go to src/main/resources/db/revisions, or to revisions where there is no src",
            "  init migrations           revisions go to migrations",
            "  init --from-db --dry-run  what would be written about the database that is there",
            "  init --from-db            writes it, and writes down in the database that it has it",
            "  init --from-flyway src/main/resources/db/migration",
            "",
            "--from-flyway is 'import flyway' without a database; that command stamps databases afterwards.",
            "Where the folder has revisions already, no other is written. --from-db needs pg_dump, not older than the server.",
            "The revision that it writes has no @downgrade: what was there before is not dropped by a downgrade."
        })
public final class InitCommand extends AuthoringCommand {

    @Parameters(arity = "0..1", paramLabel = "FOLDER", description = "Where revisions go.")
    private Optional<Path> folder = Optional.empty();

    @Option(
            names = {"-m", "--message"},
            paramLabel = "TEXT",
            description = "What the first revision says about itself.")
    private Optional<String> message = Optional.empty();

    @Option(names = "--rev-id", paramLabel = "ID", description = "Its id. Otherwise twelve random hexadecimal digits.")
    private Optional<String> id = Optional.empty();

    @ArgGroup
    private Origin origin = new Origin();

    @Mixin
    private SchemaDumpOptions source = new SchemaDumpOptions();

    @Option(names = "--no-placeholders", description = "'${name}' in Flyway's scripts is text, and was never replaced.")
    private boolean noPlaceholders;

    @Option(names = "--dry-run", description = "Shows what would be written. Writes nothing.")
    private boolean dryRun;

    /** What is there already. */
    static final class Origin {

        @Option(names = "--from-db", description = "The first revision is the schema that the database has.")
        private boolean database;

        @Option(
                names = "--from-flyway",
                paramLabel = "FOLDER",
                description = "The revisions are the scripts of a folder of Flyway's; can be given several times.")
        private List<String> flyway = new ArrayList<>();
    }

    public InitCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    public DatabaseSelection databaseSelection() {
        return origin.database ? DatabaseSelection.ONE_DATABASE : DatabaseSelection.NO_DATABASE;
    }

    @Override
    protected Report report() {
        if (source.isTold() && !origin.database) {
            throw new UsageException(
                    "--exclude-table, --with-owner, --with-privileges and --pg-dump are about a database.",
                    "Add --from-db, or leave them out.");
        }
        Path revisions = folder.orElseGet(invocation().context()::defaultFolder);
        Path place = invocation().context().folder().resolve(revisions);
        AuthoringSettings settings = settings().withFolders(place);
        RevisionAuthor author = author(settings);
        Beginning beginning = new Beginning(revisions, place, settings, author, author.hasRevisions());
        if (origin.database) {
            return inScratch(scratch -> fromDatabase(beginning, scratch));
        }
        return origin.flyway.isEmpty() ? fromNothing(beginning) : fromFlyway(beginning);
    }

    /** Where a project begins, and whether it has begun. */
    private record Beginning(
            Path revisions, Path place, AuthoringSettings settings, RevisionAuthor author, boolean begun) {}

    private Report fromNothing(Beginning beginning) {
        Optional<InitialRevision> first = beginning.begun
                ? Optional.empty()
                : Optional.of(InitialRevision.empty(message.orElse("begin"), id, Instant.now()));
        ProjectInitializer project = project(beginning, first);
        if (dryRun) {
            return shown(project, first, List.of());
        }
        wrote(project.write());
        List<String> lines = new ArrayList<>();
        List<PostWriteHook.Done> hooks = finished(project, beginning, lines);
        lines.add("Next: "
                + (first.isPresent() ? "upgrade, or " : "")
                + "revision -m 'create tables', which goes to " + beginning.revisions + ".");
        return Report.of(lines, facts(hooks).map());
    }

    /** A project without its revisions would be half of what was asked for. */
    private Report fromFlyway(Beginning beginning) {
        ProjectInitializer project = project(beginning, Optional.empty());
        ProjectImport adoption = new ProjectImport(
                FlywayFiles.read(invocation().context().folder(), origin.flyway),
                new ProjectImport.Folders(beginning.place, beginning.author, Map.of(), !noPlaceholders));
        if (dryRun) {
            return shown(
                    project,
                    Optional.empty(),
                    adoption.files().stream().map(file -> "Would write " + file).toList());
        }
        wrote(project.write());
        try {
            wrote(adoption.write());
        } catch (RuntimeException refused) {
            project.removeWritten(refused);
            throw refused;
        }
        List<String> lines = new ArrayList<>();
        project.files().forEach(file -> lines.add("Wrote " + file));
        adoption.files().forEach(file -> lines.add("Wrote " + file));
        lines.add("Next: import flyway --yes, which stamps a database that Flyway made.");
        return Report.of(lines, facts(List.of()).map());
    }

    private Report fromDatabase(Beginning beginning, Path scratch) {
        if (beginning.begun) {
            throw new UsageException(
                    "'" + beginning.place + "' has revisions already, so the schema of a database cannot be the first.",
                    "Name another folder: init FOLDER --from-db. Or write down where the database is: stamp REV.");
        }
        InitialRevision first = InitialRevision.ofSchema(
                message.orElse("what was there"), id, Instant.now(), source.dump(invocation(), scratch));
        requireLiteral(first);
        requireUnknown(first, scratch);
        ProjectInitializer project = project(beginning, Optional.of(first));
        if (dryRun) {
            return shown(
                    project,
                    Optional.of(first),
                    List.of("Would write down that the database is at "
                            + first.revision().id() + "."));
        }
        wrote(project.write());
        List<String> lines = new ArrayList<>();
        List<PostWriteHook.Done> hooks = finishedBeforeStamp(project, beginning, lines);
        stamp(first, beginning, project);
        lines.add("Stamped: the database is at " + first.revision().id() + ", and nothing was run there.");
        lines.add("Next: verify; and revision -m 'what changes', which goes to " + beginning.revisions + ".");
        return Report.of(
                lines,
                facts(hooks).and("current", List.of(first.revision().id())).map());
    }

    /** With variables, a name in the schema would become something else on the next database. */
    private void requireLiteral(InitialRevision first) {
        Map<String, String> variables =
                invocation().options().variables(invocation().context().variables());
        List<String> replaced = variables.keySet().stream()
                .map(name -> "${" + name + "}")
                .filter(first.text()::contains)
                .sorted()
                .toList();
        if (!replaced.isEmpty()) {
            throw new UsageException(
                    "The schema has " + String.join(", ", replaced) + " in it, which migration.variables replaces.",
                    "Give those variables other names, or leave them out; then begin again.");
        }
    }

    private ProjectInitializer project(Beginning beginning, Optional<InitialRevision> first) {
        return ProjectInitializer.of(invocation().context().folder(), beginning.revisions, beginning.settings, first);
    }

    private List<PostWriteHook.Done> finished(ProjectInitializer project, Beginning beginning, List<String> lines) {
        project.files().forEach(file -> lines.add("Wrote " + file));
        List<PostWriteHook.Done> hooks = project.firstRevision()
                .map(file -> finish(file, beginning.author))
                .orElse(List.of());
        hooks.forEach(hook -> lines.addAll(hook.lines()));
        return hooks;
    }

    private List<PostWriteHook.Done> finishedBeforeStamp(
            ProjectInitializer project, Beginning beginning, List<String> lines) {
        try {
            return finished(project, beginning, lines);
        } catch (MigrationException failure) {
            throw new PostWriteException(
                    failure.problem() + " The database is not stamped.",
                    failure.remedy() + " Then write down that the database has this revision: stamp heads",
                    failure);
        }
    }

    private Report shown(ProjectInitializer project, Optional<InitialRevision> first, List<String> more) {
        List<String> lines = new ArrayList<>();
        project.files().forEach(file -> lines.add("Would write " + file));
        lines.addAll(more);
        first.ifPresent(revision -> {
            lines.add("");
            lines.addAll(revision.text().lines().toList());
        });
        return Report.of(
                lines,
                JsonObject.of("files", List.of())
                        .and(
                                "wouldWrite",
                                project.files().stream().map(Path::toString).toList())
                        .and("text", first.map(InitialRevision::text))
                        .map());
    }

    /** Reads the revision as an upgrade would, before it is anywhere; a database that has revisions needs no first one. */
    private void requireUnknown(InitialRevision first, Path scratch) {
        Path folderOfOne = scratch.resolve("revisions");
        try {
            Files.createDirectory(folderOfOne);
            Files.writeString(folderOfOne.resolve("first.sql"), first.text());
        } catch (IOException failure) {
            throw new UncheckedIOException(folderOfOne + ": " + failure.getMessage(), failure);
        }
        MigrationStatus status = migrator(folderOfOne).reader().status();
        if (!status.applied().isEmpty() || !status.interrupted().isEmpty()) {
            throw new UsageException(
                    "This database is migrated already: it is at " + ProgressLines.idsOrBase(status.current()) + ".",
                    "Bring the revisions here that were applied there, and go on with them.");
        }
    }

    private void stamp(InitialRevision first, Beginning beginning, ProjectInitializer project) {
        try {
            migrator(beginning.place)
                    .stamp(new StampRequest(List.of(first.revision().id()), false, Optional.of("init --from-db")));
        } catch (MigrationException failure) {
            project.removeWritten(failure);
            throw failure;
        }
    }

    private Migrator migrator(Path revisions) {
        return Migrator.builder()
                .dataSource(invocation().context().database().dataSource())
                .settings(invocation().context().settings().toBuilder()
                        .locations("filesystem:" + revisions)
                        .build())
                .build();
    }

    private static Report inScratch(Function<Path, Report> work) {
        try {
            Path scratch = Files.createTempDirectory("migration-init");
            try {
                return work.apply(scratch);
            } finally {
                for (String name : List.of("revisions/first.sql", "revisions", "schema.sql", "")) {
                    Files.deleteIfExists(scratch.resolve(name));
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure.getMessage(), failure);
        }
    }
}
