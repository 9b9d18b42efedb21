// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.flyway;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.migration.cli.importer.project.ImportProblems;
import dev.migration.cli.importer.project.SourceProject.LeftOut;

/** Finds and reads the scripts in Flyway's locations. */
final class FlywayFolders {

    private static final String CONFIG = ".conf";
    private static final Set<String> CALLBACKS = Set.of("before", "after", "create");

    private final FlywayNaming naming;
    private final Charset encoding;
    private final ImportProblems problems;
    private final Map<Path, Path> found = new TreeMap<>();
    private final List<LeftOut> leftOut = new ArrayList<>();

    FlywayFolders(FlywayNaming naming, Charset encoding, ImportProblems problems) {
        this.naming = naming;
        this.encoding = encoding;
        this.problems = problems;
    }

    /** The skipped files with the reasons. */
    List<LeftOut> leftOut() {
        return leftOut;
    }

    /** Reads every script of the folders once. */
    List<FlywayFile> read(Collection<Path> folders) {
        folders.forEach(this::search);
        return found.values().stream().flatMap(file -> read(file).stream()).toList();
    }

    private void search(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                found.putIfAbsent(file.toRealPath(), file);
            }
        } catch (IOException | UncheckedIOException failure) {
            problems.add(
                    folder.toString(),
                    "The folder cannot be read: " + failure.getClass().getSimpleName() + ".",
                    "Name the folder of Flyway's scripts with --flyway-location FOLDER.");
        }
    }

    private Optional<FlywayFile> read(Path file) {
        String fileName = String.valueOf(file.getFileName());
        Optional<FlywayNaming.Name> name = naming.read(fileName);
        if (name.isEmpty()) {
            skip(file, fileName);
            return Optional.empty();
        }
        Properties config = config(file);
        String text = text(file, config);
        return Optional.of(new FlywayFile(
                name.get().kind(),
                name.get().version(),
                name.get().description(),
                file.toString(),
                text,
                !isFalse(config, "executeInTransaction")));
    }

    private void skip(Path file, String name) {
        if (naming.isScript(name)) {
            boolean callback = CALLBACKS.stream().anyMatch(name::startsWith);
            leftOut.add(new LeftOut(
                    file.toString(),
                    callback
                            ? "a callback of Flyway; write a hook ('-- @hook EVENT') that does the same"
                            : "Flyway skips it too: its name is not that of a migration"));
        }
    }

    private String text(Path file, Properties config) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            Charset charset = charset(file, config);
            String text = charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
            if (plain.contains("${") && isFalse(config, "placeholderReplacement")) {
                problems.add(
                        file + CONFIG,
                        "Placeholders can be disabled for all scripts only, not for one.",
                        "If '${' is text in all scripts, remove placeholderReplacement from the .conf and add"
                                + " --no-placeholders.");
            }
            return plain;
        } catch (CharacterCodingException malformed) {
            problems.add(file.toString(), "The script is not " + encoding + ".", "Name its encoding with --encoding.");
        } catch (IOException failure) {
            problems.add(file.toString(), "The script cannot be read: " + failure + ".", "Make it readable.");
        }
        return "";
    }

    private Charset charset(Path file, Properties config) {
        String name = config.getProperty("encoding", encoding.name()).strip();
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException unknown) {
            problems.add(file + CONFIG, "There is no encoding '" + name + "'.", "Correct it, such as UTF-8.");
            return encoding;
        }
    }

    private Properties config(Path script) {
        Path file = script.resolveSibling(script.getFileName() + CONFIG);
        Properties config = new Properties();
        if (Files.isRegularFile(file)) {
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                config.load(reader);
            } catch (IOException | IllegalArgumentException failure) {
                problems.add(file.toString(), "The file cannot be read: " + failure + ".", "Make it readable.");
            }
        }
        config.stringPropertyNames().stream()
                .filter(key -> !Set.of("executeInTransaction", "encoding", "placeholderReplacement")
                        .contains(key))
                .sorted()
                .forEach(key ->
                        problems.add(file.toString(), "'" + key + "' has no counterpart here.", "Remove the line."));
        return config;
    }

    private static boolean isFalse(Properties config, String key) {
        return config.getProperty(key, "true").strip().equalsIgnoreCase("false");
    }
}
