// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.liquibase;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

import dev.migration.cli.importer.project.ImportProblems;

/**
 * Reads the includes of a root change log in YAML: {@code databaseChangeLog}, a sequence of {@code include} with {@code file} and of
 * {@code includeAll} with {@code path}, each with {@code relativeToChangelogFile} if needed. Everything else is a problem.
 */
final class YamlChangeLog {

    private static final String ROOT = "databaseChangeLog";
    private static final String RELATIVE = "relativeToChangelogFile";

    /** The kinds of includes, and the key that has the path. */
    private static final Map<String, String> PATH_KEYS = Map.of("include", "file", "includeAll", "path");

    private final String file;
    private final ImportProblems problems;
    private final List<Include> includes = new ArrayList<>();

    private YamlChangeLog(String file, ImportProblems problems) {
        this.file = file;
        this.problems = problems;
    }

    /**
     * Reads the includes in their order.
     *
     * @param file the path of the change log for problems
     * @param problems gets all that is not an include, with its line
     */
    static List<Include> read(String file, String text, ImportProblems problems) {
        YamlChangeLog log = new YamlChangeLog(file, problems);
        try {
            LoadSettings settings = LoadSettings.builder().setLabel(file).build();
            new Compose(settings).composeString(text).ifPresent(log::readDocument);
        } catch (MarkedYamlEngineException failure) {
            problems.add(
                    file,
                    failure.getProblemMark().map(YamlChangeLog::line).orElse(0),
                    "The YAML cannot be read: " + failure.getProblem() + ".",
                    "Correct it.");
        } catch (YamlEngineException failure) {
            problems.add(file, "The YAML cannot be read: " + failure.getMessage() + ".", "Correct it.");
        }
        return log.includes;
    }

    private void readDocument(Node document) {
        entries(document).forEach((key, value) -> {
            if (!text(key).equals(ROOT)) {
                refuse(key);
            } else if (value instanceof SequenceNode sequence) {
                sequence.getValue().forEach(this::readEntry);
            } else if (!isEmpty(value)) {
                refuse(value);
            }
        });
    }

    private void readEntry(Node entry) {
        entries(entry).forEach((key, value) -> {
            String pathKey = PATH_KEYS.get(text(key));
            if (pathKey == null) {
                refuse(key);
            } else {
                readInclude(key, value, pathKey);
            }
        });
    }

    private void readInclude(Node kind, Node body, String pathKey) {
        Map<String, String> values = new HashMap<>();
        entries(body).forEach((key, value) -> {
            if (value instanceof ScalarNode && List.of(pathKey, RELATIVE).contains(text(key))) {
                values.put(text(key), text(value));
            } else {
                refuse(key);
            }
        });
        String path = values.getOrDefault(pathKey, "");
        if (path.isEmpty()) {
            problems.add(
                    file, line(kind), "'" + text(kind) + "' has no '" + pathKey + "'.", "Add '" + pathKey + ": PATH'.");
        } else {
            includes.add(new Include(path, Boolean.parseBoolean(values.get(RELATIVE))));
        }
    }

    /** The entries of a mapping in order; a node of another kind and a key that is there twice are problems. */
    private Map<Node, Node> entries(Node node) {
        Map<Node, Node> entries = new LinkedHashMap<>();
        if (!(node instanceof MappingNode mapping)) {
            refuse(node);
            return entries;
        }
        List<String> keys = new ArrayList<>();
        for (NodeTuple entry : mapping.getValue()) {
            String key = text(entry.getKeyNode());
            if (keys.contains(key)) {
                problems.add(
                        file,
                        line(entry.getKeyNode()),
                        "The key '" + key + "' is there twice.",
                        "Keep one of the two.");
            } else {
                keys.add(key);
                entries.put(entry.getKeyNode(), entry.getValueNode());
            }
        }
        return entries;
    }

    private void refuse(Node node) {
        String shown = text(node).isEmpty() ? "This" : "'" + text(node) + "'";
        problems.add(file, line(node), shown + " is not an include.", ChangeSets.REMEDY);
    }

    /** The text of a scalar; empty for every other node. */
    private static String text(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    private static boolean isEmpty(Node node) {
        return node instanceof ScalarNode scalar && scalar.getValue().isEmpty();
    }

    private static int line(Node node) {
        return node.getStartMark().map(YamlChangeLog::line).orElse(0);
    }

    private static int line(Mark mark) {
        return mark.getLine() + 1;
    }
}
