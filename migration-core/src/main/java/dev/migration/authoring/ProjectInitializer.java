package dev.migration.authoring;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a project begins with: settings, a template to change, and a first revision in the folder of revisions. */
public final class ProjectInitializer {

    private final NewFiles files = new NewFiles();
    private final Optional<Path> firstRevision;

    private ProjectInitializer(
            Path project, Path revisions, AuthoringSettings settings, Optional<InitialRevision> first) {
        files.add(
                project.resolve("migration.properties"),
                settings(revisions.toString().replace('\\', '/')));
        files.add(
                project.resolve(AuthoringSettings.DEFAULT_TEMPLATES).resolve(ScriptTemplates.DEFAULT + ".sql"),
                ScriptTemplates.defaultText());
        this.firstRevision = first.map(
                revision -> project.resolve(revisions).resolve(new FileNames(settings).of(revision.revision())));
        firstRevision.ifPresent(file -> files.add(file, first.orElseThrow().text()));
    }

    /**
     * One that is not written yet.
     *
     * @param project where the settings go
     * @param revisions the folder of revisions, from there
     * @param settings how the first revision's file is named
     * @param first empty where there are revisions already
     */
    public static ProjectInitializer of(
            Path project, Path revisions, AuthoringSettings settings, Optional<InitialRevision> first) {
        return new ProjectInitializer(project, revisions, settings, first);
    }

    /** The files that it consists of. */
    public List<Path> files() {
        return files.paths();
    }

    /** The file of the first revision. */
    public Optional<Path> firstRevision() {
        return firstRevision;
    }

    /** @throws AuthoringException if one of the files exists or cannot be written; then none is there */
    public List<Path> write() {
        return files.write();
    }

    /** Removes what was written; what cannot be removed is told beside the reason. */
    public void removeWritten(RuntimeException reason) {
        files.removeWritten(reason);
    }

    private static String settings(String location) {
        return """
                # Read by the command line; the keys are those of Spring Boot's configuration.
                migration.locations=filesystem:%s

                # The database; better kept in the environment as DATABASE_URL.
                #migration.url=jdbc:postgresql://localhost:5432/app
                #migration.username=app

                # How revisions are written.
                #migration.authoring.file-name=%s
                #migration.authoring.time-zone=UTC
                #migration.authoring.slug-length=40

                # What runs on each new file, such as a formatter.
                #migration.authoring.post-write.NAME=PROGRAM ${file}
                """.formatted(location, AuthoringSettings.DEFAULT_FILE_NAME);
    }
}
