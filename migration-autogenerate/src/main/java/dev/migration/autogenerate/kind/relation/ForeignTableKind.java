// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.kind.relation;

import java.util.List;
import java.util.stream.Collectors;

import dev.migration.autogenerate.catalog.Item;
import dev.migration.autogenerate.kind.Alteration;
import dev.migration.autogenerate.kind.Kind;
import dev.migration.autogenerate.kind.Style;

/** Foreign tables; their rows are elsewhere. */
public final class ForeignTableKind implements Kind {

    @Override
    public List<String> create(Item item, Style style) {
        String columns = item.schema().parts(item.name(), "column").stream()
                .map(column -> new ColumnDefinition(column).text(true))
                .collect(Collectors.joining(",\n    "));
        String body = columns.isEmpty() ? "()" : "(\n    " + columns + "\n)";
        return List.of("CREATE FOREIGN TABLE " + item.name() + " " + body + "\nSERVER " + item.value("ftserver")
                + Options.foreign(item, "ftoptions"));
    }

    @Override
    public List<String> drop(Item item, Style style) {
        return List.of("DROP FOREIGN TABLE " + item.name());
    }

    @Override
    public void alter(Alteration change, Style style) {
        Options.foreign(change, "ftoptions")
                .ifPresent(options ->
                        change.add("ALTER FOREIGN TABLE " + change.to().name() + options));
    }
}
