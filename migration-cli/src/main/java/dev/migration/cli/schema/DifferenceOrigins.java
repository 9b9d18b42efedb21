// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

import dev.migration.schema.SchemaDifference;

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
            of.apply(difference)
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

    List<Map<String, Object>> members(List<SchemaDifference> differences, DifferenceText text) {
        List<Map<String, Object>> members = new ArrayList<>();
        for (SchemaDifference difference : differences) {
            Map<String, Object> member =
                    new LinkedHashMap<>(text.members(List.of(difference)).get(0));
            of.apply(difference).ifPresent(origin -> member.put("since", origin));
            members.add(member);
        }
        return members;
    }
}
