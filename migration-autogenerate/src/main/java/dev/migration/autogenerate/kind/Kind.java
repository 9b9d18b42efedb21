// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.kind;

import java.util.List;

import dev.migration.autogenerate.catalog.Item;

/** Writes the statements about objects of one kind. */
public interface Kind {

    /** Without comment, owner and privileges; no statement if it comes into being with another object. */
    List<String> create(Item item, Style style);

    /** No statement if it goes with another object. */
    default List<String> drop(Item item, Style style) {
        return List.of("DROP " + Phrases.of(item));
    }

    /**
     * Takes the changes that it can write, besides those that all kinds have in common; one that nobody takes makes the object be
     * dropped and created.
     */
    default void alter(Alteration change, Style style) {}

    /** Whether the object may be dropped and created again: it has no data of its own. */
    default boolean isReplaceable() {
        return true;
    }
}
