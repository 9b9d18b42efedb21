// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.authoring;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.migration.authoring.AuthoringSettings;
import dev.migration.authoring.InitialRevision;
import dev.migration.authoring.ProjectInitializer;
import dev.migration.authoring.RevisionAuthor;
import dev.migration.cli.command.DatabaseSelection;
import dev.migration.cli.importer.flyway.FlywayFiles;
import dev.migration.cli.importer.project.ProjectImport;
import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.Report;
import dev.migration.cli.setting.UsageException;
import dev.migration.error.MigrationException;

/** Creates a project: empty, from the schema of a database, or from Flyway's scripts. */
@Command(
        name = "init",
        description = "Creates a project: migration.properties, a template and the first revision.",
        footer = {
            "",
            "Examples:",
            "  init                      revisions go to src/main/resources/db/revisions, or to revisions where there is no src",
            "  init migrations           revisions go to migrations",
            "  init --from-db --dry-run  shows what would be written for an existing database",
            "  init --from-db            writes it, and stamps the database with the revision",
            "  init --from-flyway src/main/resources/db/migration",
            "",
            "--from-flyway is 'import flyway' without a database; that command stamps databases afterwards.",
            "If the folder has revisions already, no first revision is written. --from-db needs a pg_dump that is not older",
            "than the server. Its revision has no @downgrade: a downgrade does not drop what existed before the project."
        })
public final class InitCommand extends AuthoringCommand {

    @Parameters(arity = "0..1", paramLabel = "FOLDER", description = "The folder of the revisions.")
    private Optional<Path> folder = Optional.empty();

    @Option(
            names = {"-m", "--message"},
            paramLabel = "TEXT",
            description = "The message of the first revision.")
    private Optional<String> message = Optional.empty();

    @Mixin
    private RevisionIdOption revisionId = new RevisionIdOption();

    @ArgGroup
    private Origin origin = new Origin();

    @Mixin
    private SchemaDumpOptions dumpOptions = new SchemaDumpOptions();

    @Option(
            names = "--no-placeholders",
            description = "'$${name}' in Flyway's scripts is text, which Flyway does not replace.")
    private boolean noPlaceholders;

    @Option(
            names = {"-t", "--template"},
            paramLabel = "NAME",
            description = "Alembic's name for this kind of project: generic, the only one.")
    private String template = "generic";

    @Option(names = "--dry-run", description = "Shows what would be written. Writes nothing.")
    private boolean dryRun;

    /** What the project is created from. */
    static final class Origin {

        @Option(names = "--from-db", description = "The first revision is the schema of the database.")
        private boolean database;

        @Option(
                names = "--from-flyway",
                paramLabel = "FOLDER",
                description = "The revisions are the scripts of a folder of Flyway; can be given several times.")
        private List<String> flyway = new ArrayList<>();
    }

    @Override
    public DatabaseSelection databaseSelection() {
        return origin.database ? DatabaseSelection.ONE_DATABASE : DatabaseSelection.NO_DATABASE;
    }

    @Override
    protected Report report() {
        if (dumpOptions.isAnySet() && !origin.database) {
            throw new UsageException(
                    "--exclude-table, --with-owner, --with-privileges and --pg-dump need --from-db.",
                    "Add --from-db, or leave them out.");
        }
        if (!template.equals("generic")) {
            throw new UsageException(
                    "There is no template '" + template + "' of projects.",
                    "Leave -t out. Instead of 'multidb', migration.properties has migration.databases.NAME.url; instead of 'async',"
                            + " nothing is needed; 'revision --template' has templates of revisions.");
        }
        Path name = folder.orElseGet(invocation().context()::defaultFolder);
        Path revisions = invocation().context().folder().resolve(name);
        AuthoringSettings settings = settings().withFolders(revisions);
        RevisionAuthor author = author(settings);
        Project project = new Project(name, revisions, settings, author);
        if (origin.database) {
            return DatabaseBaseline.inScratchFolder(
                    scratch -> fromDatabase(project, new DatabaseBaseline(invocation(), scratch)));
        }
        return origin.flyway.isEmpty() ? empty(project) : fromFlyway(project);
    }

    /**
     * The project to create.
     *
     * @param name the folder of the revisions, as it was typed
     * @param revisions the same folder, resolved
     */
    private record Project(Path name, Path revisions, AuthoringSettings settings, RevisionAuthor author) {

        boolean hasRevisions() {
            return author.hasRevisions();
        }
    }

    private Report empty(Project project) {
        Optional<InitialRevision> first = project.hasRevisions()
                ? Optional.empty()
                : Optional.of(InitialRevision.empty(message.orElse("begin"), revisionId.id(), Instant.now()));
        ProjectInitializer files = files(project, first);
        if (dryRun) {
            return preview(files, first, List.of());
        }
        addWritten(files.write());
        List<String> lines = new ArrayList<>();
        List<PostWriteHook.Result> hooks = runHooks(files, project, lines);
        lines.add("Next: "
                + (first.isPresent() ? "upgrade, or " : "")
                + "revision -m 'create tables', which goes to " + project.name + ".");
        return Report.of(lines, facts(hooks).map());
    }

    private Report fromFlyway(Project project) {
        ProjectInitializer files = files(project, Optional.empty());
        ProjectImport scripts = new ProjectImport(
                FlywayFiles.read(invocation().context().folder(), origin.flyway),
                new ProjectImport.Folders(project.revisions, project.author, Map.of(), !noPlaceholders));
        if (dryRun) {
            return preview(
                    files,
                    Optional.empty(),
                    scripts.files().stream().map(file -> "Would write " + file).toList());
        }
        addWritten(files.write());
        orRemove(files, () -> addWritten(scripts.write()));
        List<String> lines = new ArrayList<>();
        files.files().forEach(file -> lines.add("Wrote " + file));
        scripts.files().forEach(file -> lines.add("Wrote " + file));
        lines.add("Next: import flyway --yes, which stamps a database of Flyway.");
        return Report.of(lines, facts(List.of()).map());
    }

    private Report fromDatabase(Project project, DatabaseBaseline baseline) {
        if (project.hasRevisions()) {
            throw new UsageException(
                    "'" + project.revisions
                            + "' has revisions already, so the schema of a database cannot be the first one.",
                    "Name another folder: init FOLDER --from-db. Or stamp the database with its revision: stamp REV.");
        }
        InitialRevision first = baseline.create(message.orElse("what was there"), revisionId.id(), dumpOptions);
        String firstId = first.revision().id();
        ProjectInitializer files = files(project, Optional.of(first));
        if (dryRun) {
            return preview(files, Optional.of(first), List.of("Would stamp the database with " + firstId + "."));
        }
        addWritten(files.write());
        List<String> lines = new ArrayList<>();
        List<PostWriteHook.Result> hooks = runHooksBeforeStamp(files, project, lines);
        orRemove(files, () -> baseline.stamp(first, project.revisions));
        lines.add("Stamped: the database is at " + firstId + ", and nothing was run there.");
        lines.add("Next: verify; and revision -m 'what changes', which goes to " + project.name + ".");
        return Report.of(lines, facts(hooks).and("current", List.of(firstId)).map());
    }

    /** Runs work that follows the writing of the files; if it fails, the files are removed again. */
    private static void orRemove(ProjectInitializer files, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failure) {
            files.removeWritten(failure);
            throw failure;
        }
    }

    private ProjectInitializer files(Project project, Optional<InitialRevision> first) {
        return ProjectInitializer.of(invocation().context().folder(), project.name, project.settings, first);
    }

    private List<PostWriteHook.Result> runHooks(ProjectInitializer files, Project project, List<String> lines) {
        files.files().forEach(file -> lines.add("Wrote " + file));
        List<PostWriteHook.Result> hooks = files.firstRevision()
                .map(file -> runHooks(file, project.author))
                .orElse(List.of());
        hooks.forEach(hook -> lines.addAll(hook.lines()));
        return hooks;
    }

    private List<PostWriteHook.Result> runHooksBeforeStamp(
            ProjectInitializer files, Project project, List<String> lines) {
        try {
            return runHooks(files, project, lines);
        } catch (MigrationException failure) {
            throw new PostWriteException(
                    failure.problem() + " The database is not stamped.",
                    failure.remedy() + " Then stamp the database with this revision: stamp heads",
                    failure);
        }
    }

    private Report preview(ProjectInitializer files, Optional<InitialRevision> first, List<String> more) {
        List<String> lines = new ArrayList<>();
        files.files().forEach(file -> lines.add("Would write " + file));
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
                                files.files().stream().map(Path::toString).toList())
                        .and("text", first.map(InitialRevision::text))
                        .map());
    }
}
