// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.kind.relation;

import java.util.List;
import java.util.stream.Collectors;

import dev.migration.autogenerate.catalog.Item;
import dev.migration.autogenerate.kind.Kind;
import dev.migration.autogenerate.kind.Style;

/** Composite types; changes of their attributes are changes of columns. */
public final class CompositeTypeKind implements Kind {

    @Override
    public List<String> create(Item item, Style style) {
        String attributes = item.schema().parts(item.name(), "column").stream()
                .map(column -> new ColumnDefinition(column).text(false))
                .collect(Collectors.joining(", "));
        return List.of("CREATE TYPE " + item.name() + " AS (" + attributes + ")");
    }

    @Override
    public List<String> drop(Item item, Style style) {
        return List.of("DROP TYPE " + item.name());
    }

    @Override
    public boolean isReplaceable() {
        return false;
    }
}
