package dev.migration.cli.importer.flyway;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** Reads locations as Flyway's settings have them. */
record FlywayLocations(Path folder) {

    private static final Path RESOURCES = Path.of("src", "main", "resources");

    /** Where Flyway and Spring Boot look when nobody says otherwise. */
    List<Path> standard() {
        return List.of(folder.resolve(RESOURCES).resolve("db/migration"));
    }

    /** {@code FOLDER}, {@code filesystem:FOLDER}, or {@code classpath:FOLDER} for one among a project's resources. */
    List<Path> of(Collection<String> texts) {
        return texts.stream().map(this::of).toList();
    }

    private Path of(String text) {
        return text.startsWith("classpath:")
                ? folder.resolve(RESOURCES)
                        .resolve(text.substring("classpath:".length()).replaceFirst("^/+", ""))
                : folder.resolve(text.replaceFirst("^filesystem:", ""));
    }
}
