// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.migration.error.MigrationException;

/** Revisions or repeatables are pending although the database must be up to date. Nothing was run. */
public final class PendingRevisionsException extends MigrationException {

    private final transient List<String> pending;
    private final transient List<String> repeatables;

    PendingRevisionsException(List<String> pending, List<String> repeatables) {
        super(
                Stream.of(sentence("revision", pending), sentence("repeatable", repeatables))
                        .filter(sentence -> !sentence.isEmpty())
                        .collect(Collectors.joining(" ")),
                "Upgrade the database first, or start with migration.on-startup=upgrade.");
        this.pending = List.copyOf(pending);
        this.repeatables = List.copyOf(repeatables);
    }

    /** The ids of the pending revisions, in order. */
    public List<String> pending() {
        return pending;
    }

    /** The names of the pending repeatables, in order. */
    public List<String> repeatables() {
        return repeatables;
    }

    @Override
    public Map<String, Object> facts() {
        return Map.of("pending", pending, "pendingRepeatables", repeatables);
    }

    private static String sentence(String kind, List<String> names) {
        if (names.isEmpty()) {
            return "";
        }
        return (names.size() == 1 ? "A " + kind + " is" : names.size() + " " + kind + "s are") + " pending: "
                + String.join(", ", names) + ".";
    }
}
