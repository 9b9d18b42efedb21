// SPDX-License-Identifier: Apache-2.0
package dev.migration.authoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.migration.error.NearestWord;

/** The available templates: the built-in ones, and those of a folder, which may override them. */
final class ScriptTemplates {

    /** The name of the template that is used if none is requested. */
    static final String DEFAULT = "default";

    private static final String SUFFIX = ".sql";

    private static final String HEADER = """
            -- ${message}
            --
            -- @revision   ${id}
            -- @revises    ${revises}
            -- @branch     ${branch}
            -- @depends-on ${dependsOn}
            -- @created    ${created}
            """;

    private static final Map<String, String> BUILT_IN = Map.of(DEFAULT, HEADER + """

            -- @upgrade

            -- @downgrade
            """, "index", HEADER + """

            -- @upgrade
            -- Runs outside a transaction, so that writes to the table are not blocked; an interrupted build is repeated.
            -- CREATE INDEX CONCURRENTLY ix_TABLE_COLUMN ON TABLE (COLUMN);

            -- @downgrade
            -- DROP INDEX CONCURRENTLY ix_TABLE_COLUMN;
            """);

    private final SortedMap<String, ScriptTemplate> templates = new TreeMap<>();

    ScriptTemplates(Path folder) {
        BUILT_IN.forEach((name, text) -> templates.put(name, new ScriptTemplate(name, text)));
        if (Files.isDirectory(folder)) {
            read(folder);
        }
    }

    /** The text of the default template, as the beginning of a custom one. */
    static String defaultText() {
        return BUILT_IN.getOrDefault(DEFAULT, "");
    }

    SortedMap<String, ScriptTemplate> all() {
        return templates;
    }

    /**
     * The template with this name.
     *
     * @throws AuthoringException if there is none
     */
    ScriptTemplate find(String name) {
        ScriptTemplate template = templates.get(name);
        if (template == null) {
            throw new AuthoringException(
                    "There is no template '" + name + "'." + NearestWord.question(name, templates.keySet()),
                    "'list-templates' shows the available templates.");
        }
        return template;
    }

    private void read(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(SUFFIX)).toList()) {
                String name = file.getFileName().toString();
                name = name.substring(0, name.length() - SUFFIX.length());
                templates.put(name, new ScriptTemplate(name, Files.readString(file)));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("Templates in " + folder + ": " + failure, failure);
        }
    }
}
