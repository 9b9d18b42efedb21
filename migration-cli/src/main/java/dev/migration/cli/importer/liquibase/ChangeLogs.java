// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.liquibase;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import dev.migration.cli.importer.project.ImportProblems;

/** Reads change logs in their order: formatted SQL, and root change logs in XML or YAML that only include others. */
final class ChangeLogs {

    private final List<Path> searchPath;
    private final ImportProblems problems;
    private final List<ChangeSet> changeSets = new ArrayList<>();
    private final Map<String, String> properties = new LinkedHashMap<>();
    private final Set<Path> read = new HashSet<>();

    /** @param searchPath the folders in which the paths of change logs begin */
    ChangeLogs(List<Path> searchPath, ImportProblems problems) {
        this.searchPath = List.copyOf(searchPath);
        this.problems = problems;
    }

    /** The change sets in the order of the change logs. */
    List<ChangeSet> changeSets() {
        return changeSets;
    }

    /** The properties that the change logs define, by name. */
    Map<String, String> properties() {
        return properties;
    }

    /**
     * Reads a change log, or all change logs of a folder.
     *
     * @param name its path in the search path, with or without {@code classpath:} or {@code filesystem:}
     */
    void read(String name) {
        String path = name.replaceFirst("^(classpath|filesystem):/*", "");
        Optional<Path> file = searchPath.stream()
                .map(folder -> folder.resolve(path))
                .filter(Files::exists)
                .findFirst();
        if (file.isEmpty()) {
            problems.add(
                    name,
                    "There is no such change log.",
                    "Name it with --changelog FILE, and with --search-path FOLDER the folder in which its path begins.");
        } else if (Files.isDirectory(file.get())) {
            readAll(file.get(), path);
        } else {
            read(file.get(), path);
        }
    }

    private void readAll(Path folder, String path) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(Files::isRegularFile)
                    .sorted()
                    .forEach(file -> read(
                            file,
                            path.replaceFirst("/+$", "") + "/"
                                    + folder.relativize(file).toString().replace('\\', '/')));
        } catch (IOException failure) {
            throw new UncheckedIOException(folder + ": " + failure, failure);
        }
    }

    private void read(Path file, String path) {
        if (!read.add(file.toAbsolutePath().normalize())) {
            return;
        }
        Optional<String> text = text(file);
        if (text.isEmpty()) {
            return;
        }
        if (path.endsWith(".sql")) {
            FormattedSql log = FormattedSql.read(file.toString(), path, text.get(), problems);
            changeSets.addAll(log.changeSets());
            properties.putAll(log.properties());
        } else if (path.endsWith(".xml")) {
            include(XmlChangeLog.read(file.toString(), new StringReader(text.get()), problems), path);
        } else if (path.endsWith(".yaml") || path.endsWith(".yml")) {
            include(YamlChangeLog.read(file.toString(), text.get(), problems), path);
        } else {
            problems.add(
                    file.toString(),
                    "A change log of this kind cannot be imported.",
                    "Name the change logs of formatted SQL in their order: --changelog A.sql --changelog B.sql.");
        }
    }

    private void include(List<Include> includes, String path) {
        String folder = path.contains("/") ? path.substring(0, path.lastIndexOf('/') + 1) : "";
        includes.forEach(include -> read((include.relative() ? folder : "") + include.name()));
    }

    private Optional<String> text(Path file) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
            return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException malformed) {
            problems.add(file.toString(), "The change log is not UTF-8.", "Save it as UTF-8.");
        } catch (IOException failure) {
            problems.add(file.toString(), "The change log cannot be read: " + failure + ".", "Make it readable.");
        }
        return Optional.empty();
    }
}
