// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.flyway;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.migration.cli.importer.project.ImportProblems;
import dev.migration.cli.importer.project.SourceProject;

/** Reads a project of Flyway with Flyway's default settings, without a database. */
public final class FlywayFiles {

    private FlywayFiles() {}

    /**
     * Reads the project.
     *
     * @param folder the folder in which relative locations begin
     * @throws dev.migration.cli.importer.project.ImportException with all problems, if it cannot be imported
     */
    public static SourceProject read(Path folder, List<String> locations) {
        ImportProblems problems = new ImportProblems("Flyway");
        FlywayFolders folders = new FlywayFolders(new FlywayNaming(), StandardCharsets.UTF_8, problems);
        FlywayScripts scripts = new FlywayScripts(folders.read(new FlywayLocations(folder).of(locations)), problems);
        SourceProject project = new FlywayProject(
                        scripts, Optional.empty(), new FlywayProject.Options(false, false, Map.of()), problems)
                .read(folders.leftOut());
        problems.throwIfAny();
        return project;
    }
}
