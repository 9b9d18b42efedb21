package dev.migration.cli.adopt.flyway;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.migration.cli.adopt.project.ForeignProject;
import dev.migration.cli.adopt.project.Problems;

/** Reads a project of Flyway that has Flyway's defaults, without a database. */
public final class FlywayFiles {

    private FlywayFiles() {}

    /**
     * @param folder where names of locations begin
     * @throws dev.migration.cli.adopt.project.AdoptionException with everything that keeps it from being taken over
     */
    public static ForeignProject read(Path folder, List<String> locations) {
        Problems problems = new Problems("Flyway");
        FlywayFolders folders = new FlywayFolders(new FlywayNaming(), StandardCharsets.UTF_8, problems);
        FlywayScripts scripts = new FlywayScripts(folders.read(new FlywayLocations(folder).of(locations)), problems);
        ForeignProject project = new FlywayProject(
                        scripts, Optional.empty(), new FlywayProject.Leniency(false, false, Map.of()), problems)
                .read(folders.leftOut());
        problems.refuse();
        return project;
    }
}
