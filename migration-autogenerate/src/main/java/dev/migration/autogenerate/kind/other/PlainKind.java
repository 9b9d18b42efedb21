// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.kind.other;

import java.util.List;
import java.util.function.Function;

import dev.migration.autogenerate.catalog.Item;
import dev.migration.autogenerate.kind.Kind;
import dev.migration.autogenerate.kind.Style;

/** Objects that one statement creates and that are dropped and created again when they change. */
public final class PlainKind implements Kind {

    private final Function<Item, String> statement;

    /** @param statement the one that creates the object */
    public PlainKind(Function<Item, String> statement) {
        this.statement = statement;
    }

    @Override
    public List<String> create(Item item, Style style) {
        return List.of(statement.apply(item));
    }
}
