// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

import org.jspecify.annotations.Nullable;

import dev.migration.cli.output.JsonObject;
import dev.migration.schema.SchemaDifference;
import dev.migration.schema.SchemaDifference.FactChange;

/**
 * Differences as lines of text and as members of JSON.
 *
 * @param from what the first of the compared schemas is called
 * @param to what the second one is called
 */
public record DifferenceText(String from, String to) {

    /** Facts that describe a whole object in one line; the first one that an object has is shown. */
    private static final List<String> DEFINITIONS = List.of("definition", "query ev_action", "atttypid");

    public List<String> lines(List<SchemaDifference> differences) {
        List<String> lines = new ArrayList<>();
        for (SchemaDifference difference : differences) {
            if (difference instanceof SchemaDifference.Added added) {
                lines.add("  + " + added.object() + "  only in " + to);
                addDefinition(added.facts(), lines);
            } else if (difference instanceof SchemaDifference.Removed removed) {
                lines.add("  - " + removed.object() + "  only in " + from);
                addDefinition(removed.facts(), lines);
            } else if (difference instanceof SchemaDifference.Changed changed) {
                lines.add("  ~ " + changed.object());
                changed.changes().forEach(change -> lines.add("      " + line(change)));
            }
        }
        return lines;
    }

    public List<Map<String, Object>> members(List<SchemaDifference> differences) {
        return differences.stream().map(DifferenceText::members).toList();
    }

    private static Map<String, Object> members(SchemaDifference difference) {
        JsonObject members = JsonObject.of("change", change(difference))
                .and("kind", difference.object().kind())
                .and("name", difference.object().name())
                .and("schema", difference.object().schema());
        if (difference instanceof SchemaDifference.Changed changed) {
            members.and(
                    "facts",
                    changed.changes().stream().map(DifferenceText::members).toList());
        }
        return members.map();
    }

    private static Map<String, Object> members(FactChange change) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("fact", change.fact());
        members.put("from", shown(change.from()));
        members.put("to", shown(change.to()));
        return members;
    }

    private static String change(SchemaDifference difference) {
        if (difference instanceof SchemaDifference.Changed) {
            return "changed";
        }
        return difference instanceof SchemaDifference.Added ? "added" : "removed";
    }

    private String line(FactChange change) {
        return FactLabels.of(change.fact()) + ": " + oneLine(shown(change.from())) + " in " + from + ", "
                + oneLine(shown(change.to())) + " in " + to;
    }

    private static void addDefinition(SortedMap<String, String> facts, List<String> lines) {
        String definition = definition(facts);
        if (!definition.isEmpty()) {
            lines.add("      " + oneLine(definition));
        }
    }

    /** The object in one line of SQL; empty if it has none. */
    public static String definition(SortedMap<String, String> facts) {
        return DEFINITIONS.stream()
                .filter(facts::containsKey)
                .findFirst()
                .map(fact -> shown(facts.get(fact)))
                .orElse("");
    }

    public static String shown(@Nullable String value) {
        return value == null ? "none" : value;
    }

    public static String oneLine(String value) {
        return value.strip().replaceAll("\\s+", " ");
    }
}
