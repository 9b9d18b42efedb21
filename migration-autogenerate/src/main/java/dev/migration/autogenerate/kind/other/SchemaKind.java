// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.kind.other;

import java.util.List;

import dev.migration.autogenerate.catalog.Item;
import dev.migration.autogenerate.kind.Kind;
import dev.migration.autogenerate.kind.Style;

/** Schemas. */
public final class SchemaKind implements Kind {

    @Override
    public List<String> create(Item item, Style style) {
        return List.of("CREATE SCHEMA " + item.name());
    }

    @Override
    public List<String> drop(Item item, Style style) {
        return List.of("DROP SCHEMA " + item.name());
    }

    @Override
    public boolean isReplaceable() {
        return false;
    }
}
