// SPDX-License-Identifier: Apache-2.0
package dev.migration.authoring;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Creates the files of a new project: settings, a template, and a first revision in the folder of revisions. */
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
        this.firstRevision =
                first.map(revision -> new FileNames(settings).in(project.resolve(revisions), revision.revision()));
        firstRevision.ifPresent(file -> files.add(file, first.orElseThrow().text()));
    }

    /**
     * Prepares the files without writing them.
     *
     * @param project the folder for the settings
     * @param revisions the folder of revisions, relative to {@code project}
     * @param settings the settings for the file name of the first revision
     * @param first the first revision; empty if there are revisions already
     */
    public static ProjectInitializer of(
            Path project, Path revisions, AuthoringSettings settings, Optional<InitialRevision> first) {
        return new ProjectInitializer(project, revisions, settings, first);
    }

    /** The files of the project. */
    public List<Path> files() {
        return files.paths();
    }

    /** The file of the first revision. */
    public Optional<Path> firstRevision() {
        return firstRevision;
    }

    /**
     * Writes the files.
     *
     * @throws AuthoringException if one of them exists or cannot be written; then none exists
     */
    public List<Path> write() {
        return files.write();
    }

    /**
     * Removes the files that were written.
     *
     * @param reason the exception to which a failure to remove one is added as suppressed
     */
    public void removeWritten(RuntimeException reason) {
        files.removeWritten(reason);
    }

    private static String settings(String location) {
        return """
                # Read by the command line; the keys are those of Spring Boot's configuration.
                migration.locations=filesystem:%s

                # The database; prefer the environment variable DATABASE_URL.
                #migration.url=jdbc:postgresql://localhost:5432/app
                #migration.username=app

                # How revisions are written.
                #migration.authoring.file-name=%s
                #migration.authoring.time-zone=UTC
                #migration.authoring.slug-length=40

                # A program to run on each new file, such as a formatter.
                #migration.authoring.post-write.NAME=PROGRAM ${file}
                """.formatted(location, AuthoringSettings.DEFAULT_FILE_NAME);
    }
}
