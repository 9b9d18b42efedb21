// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.replacement;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import dev.migration.script.RepeatableScript;
import dev.migration.script.Variables;

/**
 * Which texts of repeatables are applied, and which ones may be applied together with a step.
 *
 * @param scripts all repeatables, in the order in which they are applied
 * @param applied the checksums by name; empty if a revision dropped or changed the objects since
 * @param planned those that the plan applies with this step
 * @param declared the names that the revision itself drops or changes: they are pending after it
 */
record AppliedTexts(
        List<RepeatableScript> scripts,
        Map<String, Optional<String>> applied,
        List<RepeatableScript> planned,
        List<String> declared,
        Variables variables) {

    /** The repeatables that were applied: only their objects are ours. */
    Stream<RepeatableScript> known() {
        return scripts.stream().filter(script -> applied.containsKey(name(script)));
    }

    /** Whether its objects may be dropped, because they are applied again or the revision declares it. */
    boolean mayBeReplaced(RepeatableScript script) {
        return isDeclared(script)
                || (variables.missingIn(script.section()).isEmpty()
                        && (isUnchanged(script) || (planned.contains(script) && !takesAway(script))));
    }

    /** Whether the present text is the applied one. */
    boolean isUnchanged(RepeatableScript script) {
        return Optional.of(script.repeatable().checksum()).equals(applied.get(name(script)));
    }

    /** Whether it is pending after the revision, which does not apply it. */
    boolean isDeclared(RepeatableScript script) {
        return declared.contains(name(script)) && !planned.contains(script);
    }

    /** The repeatables to apply with the step: the planned ones, these, and those that need them. */
    List<RepeatableScript> toApply(Set<RepeatableScript> dropped) {
        Set<String> again = new HashSet<>();
        List<RepeatableScript> found = new ArrayList<>();
        for (RepeatableScript script : scripts) {
            boolean needed = script.repeatable().needs().stream().anyMatch(again::contains) && isUnchanged(script);
            if (planned.contains(script) || (!isDeclared(script) && (dropped.contains(script) || needed))) {
                again.add(name(script));
                found.add(script);
            }
        }
        return found;
    }

    /** The applied checksums, for the condition that they are still the same. */
    Map<String, String> checksums(Map<String, String> known) {
        Map<String, String> checksums = new LinkedHashMap<>(known);
        applied.forEach((name, row) -> row.ifPresent(checksum -> checksums.putIfAbsent(name, checksum)));
        return checksums;
    }

    /** An edited text that takes something away: what was granted before must not be restored after it. */
    private boolean takesAway(RepeatableScript script) {
        return DeclaredObject.statements(script, variables).stream()
                .map(statement -> statement.toLowerCase(Locale.ROOT))
                .anyMatch(statement ->
                        statement.contains("revoke") || statement.contains("comment") || statement.contains("owner"));
    }

    private static String name(RepeatableScript script) {
        return script.repeatable().name();
    }
}
