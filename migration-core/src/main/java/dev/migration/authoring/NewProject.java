package dev.migration.authoring;

import java.nio.file.Path;
import java.util.List;

/** What a project begins with: a folder for revisions, settings that name it, and a template to change. */
public final class NewProject {

    private NewProject() {}

    /**
     * Writes the settings and the template; the folder comes with its first revision.
     *
     * @param project where the settings go
     * @param revisions the folder of revisions, from there
     * @return the files
     * @throws AuthoringException if one of them exists or cannot be written; then none is there
     */
    public static List<Path> begin(Path project, Path revisions) {
        String location = revisions.toString().replace('\\', '/');
        return new NewFiles()
                .add(project.resolve("migration.properties"), """
                        # Read by the command line; the keys are those of Spring Boot's configuration.
                        migration.locations=filesystem:%s

                        # The database; better kept in the environment as DATABASE_URL.
                        #migration.url=jdbc:postgresql://localhost:5432/app
                        #migration.username=app

                        # How revisions are written.
                        #migration.authoring.file-name=%s
                        #migration.authoring.time-zone=UTC
                        #migration.authoring.slug-length=40
                        """.formatted(
                                location, AuthoringSettings.DEFAULT_FILE_NAME))
                .add(
                        project.resolve(AuthoringSettings.DEFAULT_TEMPLATES).resolve(Templates.DEFAULT + ".sql"),
                        Templates.defaultText())
                .write();
    }
}
