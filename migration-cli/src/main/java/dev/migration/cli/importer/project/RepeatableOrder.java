// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.project;

import java.util.List;

/**
 * Keeps the order in which another tool runs its repeatables. Here repeatables run in the order of their names, so where that is
 * another order each repeatable needs the one before it.
 *
 * @param names the names of the repeatables, in the order of the other tool
 */
public record RepeatableOrder(List<String> names) {

    public RepeatableOrder {
        names = List.copyOf(names);
    }

    /** The names that the repeatable with this name needs: none, or the one before it. */
    public List<String> needs(String name) {
        int index = names.indexOf(name);
        boolean sorted = names.equals(names.stream().sorted().toList());
        return sorted || index == 0 ? List.of() : List.of(names.get(index - 1));
    }
}
