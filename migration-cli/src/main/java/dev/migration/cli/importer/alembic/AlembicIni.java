// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.alembic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The section {@code [alembic]} of {@code alembic.ini}, as far as it says where the revision files are. Its format is that of Python's
 * {@code configparser}: indented lines continue a value, and {@code %(here)s} is the folder of the file.
 *
 * @param project the folder of {@code alembic.ini}
 * @param values the values by key
 */
record AlembicIni(Path project, Map<String, String> values) {

    AlembicIni {
        values = Map.copyOf(values);
    }

    /** Reads {@code alembic.ini} in a folder; without values if it does not exist. */
    static AlembicIni read(Path project) throws IOException {
        Path file = project.resolve("alembic.ini");
        Map<String, String> values = new LinkedHashMap<>();
        if (Files.isRegularFile(file)) {
            boolean inSection = false;
            String key = "";
            for (String line : Files.readAllLines(file)) {
                String plain = line.strip();
                if (plain.startsWith("#") || plain.startsWith(";") || plain.isEmpty()) {
                    continue;
                }
                if (plain.startsWith("[")) {
                    inSection = plain.equals("[alembic]");
                } else if (inSection && Character.isWhitespace(line.charAt(0))) {
                    values.merge(key, plain, (before, after) -> before + "\n" + after);
                } else if (inSection) {
                    String[] parts = plain.split("\\s*[=:]\\s*", 2);
                    key = parts[0];
                    values.put(key, parts.length > 1 ? parts[1] : "");
                }
            }
        }
        return new AlembicIni(project, values);
    }

    /**
     * The folders of the revision files: {@code version_locations}, or else {@code versions} below {@code script_location}; empty if
     * the file names neither. A location inside a Python package ({@code package:folder}) is not known without Python.
     */
    List<Path> versionFolders() {
        Optional<String> locations = Optional.ofNullable(values.get("version_locations"));
        if (locations.isPresent()) {
            return Stream.of(locations.get().split(separator()))
                    .map(String::strip)
                    .filter(location -> !location.isEmpty())
                    .map(this::path)
                    .toList();
        }
        return Optional.ofNullable(values.get("script_location"))
                .filter(location -> !location.isEmpty() && !location.matches("[\\w.]{2,}:.*"))
                .map(location -> List.of(path(location).resolve("versions")))
                .orElse(List.of());
    }

    /** {@code path_separator} is the name since Alembic 1.16; without either key, blanks and commas separate. */
    private String separator() {
        String name = values.getOrDefault("path_separator", values.getOrDefault("version_path_separator", ""));
        return switch (name.replaceFirst("\\s*#.*", "")) {
            case "os" -> java.io.File.pathSeparator;
            case ":" -> ":";
            case ";" -> ";";
            case "newline" -> "\n";
            default -> "[\\s,]+";
        };
    }

    private Path path(String location) {
        String here = String.valueOf(project.toAbsolutePath());
        return project.resolve(location.replace("%(here)s", here).replace("%%", "%"));
    }
}
