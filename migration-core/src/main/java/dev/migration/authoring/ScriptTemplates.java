package dev.migration.authoring;

import dev.migration.error.NearestWord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The templates that there are: ours, and those of a folder, which may have the names of ours. */
final class ScriptTemplates {

    /** The one that is used when nobody names another. */
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

    private static final Map<String, String> OURS = Map.of(DEFAULT, HEADER + """

            -- @upgrade

            -- @downgrade
            """, "index", HEADER + """

            -- @upgrade
            -- Outside a transaction, so that nobody waits while it is built; an interrupted one is built again.
            -- CREATE INDEX CONCURRENTLY ix_TABLE_COLUMN ON TABLE (COLUMN);

            -- @downgrade
            -- DROP INDEX CONCURRENTLY ix_TABLE_COLUMN;
            """);

    private final SortedMap<String, ScriptTemplate> templates = new TreeMap<>();

    ScriptTemplates(Path folder) {
        OURS.forEach((name, text) -> templates.put(name, new ScriptTemplate(name, text)));
        if (Files.isDirectory(folder)) {
            read(folder);
        }
    }

    /** The default as a file may begin with it. */
    static String defaultText() {
        return OURS.getOrDefault(DEFAULT, "");
    }

    SortedMap<String, ScriptTemplate> all() {
        return templates;
    }

    /** @throws AuthoringException if there is none of that name */
    ScriptTemplate find(String name) {
        ScriptTemplate template = templates.get(name);
        if (template == null) {
            throw new AuthoringException(
                    "There is no template '" + name + "'." + NearestWord.question(name, templates.keySet()),
                    "'list-templates' shows those that there are.");
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
