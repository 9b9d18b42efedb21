// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

import dev.migration.schema.SchemaDifference;
import dev.migration.schema.SchemaObject;

/**
 * Separates the differences that a version of a library brought from those of the model itself.
 *
 * @param of the version that brought a difference; empty for all others
 */
record DifferenceOrigins(Function<SchemaDifference, Optional<String>> of) {

    static final DifferenceOrigins NONE = new DifferenceOrigins(difference -> Optional.empty());

    static DifferenceOrigins of(SchemaState state) {
        return state instanceof SchemaState.Model model ? new DifferenceOrigins(model.model()::origin) : NONE;
    }

    /** The differences of the model, then those of each version under a sentence of their own. */
    List<String> lines(List<SchemaDifference> differences, Function<List<SchemaDifference>, List<String>> text) {
        List<SchemaDifference> own = new ArrayList<>();
        Map<String, List<SchemaDifference>> others = new TreeMap<>();
        for (SchemaDifference difference : differences) {
            origin(difference, differences)
                    .map(origin -> others.computeIfAbsent(origin, key -> new ArrayList<>()))
                    .orElse(own)
                    .add(difference);
        }
        List<String> lines = new ArrayList<>(text.apply(own));
        others.forEach((origin, part) -> {
            lines.add("Since " + origin + "; earlier versions created something else for the same model:");
            lines.addAll(text.apply(part));
        });
        return lines;
    }

    /** None for a constraint of a column that is new itself. */
    private Optional<String> origin(SchemaDifference difference, List<SchemaDifference> all) {
        return of.apply(difference)
                .filter(origin -> all.stream()
                        .filter(SchemaDifference.Added.class::isInstance)
                        .map(SchemaDifference::object)
                        .filter(object -> object.kind().equals("column")
                                && object.owner().equals(difference.object().owner()))
                        .noneMatch(column -> names(difference, column)));
    }

    private static boolean names(SchemaDifference difference, SchemaObject column) {
        String definition = difference instanceof SchemaDifference.Added added
                ? added.facts().getOrDefault("definition", "")
                : "";
        String name = column.name().substring(column.owner().length() + 1);
        return Pattern.compile("(?<![\\w\"])" + Pattern.quote(name) + "(?![\\w\"])")
                .matcher(difference.object().name() + ' ' + definition)
                .find();
    }

    List<Map<String, Object>> members(List<SchemaDifference> differences, DifferenceText text) {
        List<Map<String, Object>> members = new ArrayList<>();
        for (SchemaDifference difference : differences) {
            Map<String, Object> member =
                    new LinkedHashMap<>(text.members(List.of(difference)).get(0));
            origin(difference, differences).ifPresent(origin -> member.put("since", origin));
            members.add(member);
        }
        return members;
    }
}
