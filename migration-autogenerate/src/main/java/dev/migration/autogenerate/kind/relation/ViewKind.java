// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.kind.relation;

import java.util.List;

import dev.migration.autogenerate.catalog.Item;
import dev.migration.autogenerate.kind.Alteration;
import dev.migration.autogenerate.kind.Kind;
import dev.migration.autogenerate.kind.Style;

/** Views and materialized views. */
public final class ViewKind implements Kind {

    private static final String QUERY = "query ev_action";

    private final String words;

    /** @param words {@code VIEW} or {@code MATERIALIZED VIEW} */
    public ViewKind(String words) {
        this.words = words;
    }

    @Override
    public List<String> create(Item item, Style style) {
        return List.of("CREATE " + words + " " + item.name() + definition(item));
    }

    private String definition(Item item) {
        List<String> options = Options.of(item);
        String method = words.startsWith("MATERIALIZED")
                ? item.fact("relam")
                        .filter(name -> !name.equals("heap"))
                        .map(name -> "\nUSING " + name)
                        .orElse("")
                : "";
        String with = options.isEmpty() ? "" : " WITH (" + String.join(", ", options) + ")";
        return method + with + " AS\n" + query(item);
    }

    private static String query(Item item) {
        String query = item.value(QUERY).strip();
        return query.endsWith(";") ? query.substring(0, query.length() - 1) : query;
    }

    @Override
    public List<String> drop(Item item, Style style) {
        return List.of("DROP " + words + " " + item.name());
    }

    @Override
    public void alter(Alteration change, Style style) {
        Item to = change.to();
        if (words.equals("VIEW") && change.changes(QUERY) && keepsColumns(change)) {
            change.take(QUERY, "reloptions");
            change.takeGroup("query ");
            change.add("CREATE OR REPLACE VIEW " + to.name() + definition(to));
        }
        Options.alter(change, "ALTER " + words + " " + to.name());
        if (change.take("relam")) {
            change.add("ALTER " + words + " " + to.name() + " SET ACCESS METHOD " + to.value("relam"));
        }
        if (change.take("reltablespace")) {
            change.add("ALTER " + words + " " + to.name() + " SET TABLESPACE "
                    + to.fact("reltablespace").orElse("pg_default"));
        }
    }

    /** CREATE OR REPLACE VIEW can add columns at the end, and nothing else. */
    private static boolean keepsColumns(Alteration change) {
        List<String> before = columns(change.from());
        List<String> after = columns(change.to());
        return before.size() <= after.size() && after.subList(0, before.size()).equals(before);
    }

    private static List<String> columns(Item view) {
        return view.schema().parts(view.name(), "column").stream()
                .map(column -> column.local() + " " + column.value("atttypid") + " " + column.value("attcollation"))
                .toList();
    }
}
