// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.flyway;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * Resolves locations of Flyway's settings.
 *
 * @param folder the folder in which relative locations begin
 */
record FlywayLocations(Path folder) {

    private static final Path RESOURCES = Path.of("src", "main", "resources");

    /** The default location of Flyway and Spring Boot. */
    List<Path> standard() {
        return List.of(folder.resolve(RESOURCES).resolve("db/migration"));
    }

    /** {@code FOLDER}, {@code filesystem:FOLDER}, or {@code classpath:FOLDER} for a folder of the project's resources. */
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
