// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.kind.other;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.migration.autogenerate.catalog.Item;
import dev.migration.autogenerate.catalog.Texts;
import dev.migration.autogenerate.kind.Alteration;
import dev.migration.autogenerate.kind.Kind;
import dev.migration.autogenerate.kind.Style;

/** Publications with their tables and schemas. */
public final class PublicationKind implements Kind {

    private static final Map<String, String> OPERATIONS =
            Map.of("pubinsert", "insert", "pubupdate", "update", "pubdelete", "delete", "pubtruncate", "truncate");

    @Override
    public List<String> create(Item item, Style style) {
        String content = content(item);
        String target = item.is("puballtables") ? " FOR ALL TABLES" : content.isEmpty() ? "" : " FOR " + content;
        String options = options(item);
        return List.of(
                "CREATE PUBLICATION " + item.name() + target + (options.isEmpty() ? "" : " WITH (" + options + ")"));
    }

    private static String content(Item item) {
        List<String> parts = new ArrayList<>();
        Map<String, String> tables = item.group("table ");
        tables.forEach((key, table) -> {
            if (key.endsWith(" prrelid")) {
                String name = key.substring(0, key.length() - " prrelid".length());
                String columns = tables.containsKey(name + " prattrs")
                        ? " ("
                                + Texts.array(tables.getOrDefault(name + " prattrs", "")).stream()
                                        .map(Texts::identifier)
                                        .collect(Collectors.joining(", "))
                                + ")"
                        : "";
                String filter =
                        tables.containsKey(name + " prqual") ? " WHERE (" + tables.get(name + " prqual") + ")" : "";
                parts.add("TABLE " + table + columns + filter);
            }
        });
        item.group("schema ").values().forEach(schema -> parts.add("TABLES IN SCHEMA " + schema));
        return String.join(", ", parts);
    }

    private static String options(Item item) {
        List<String> options = new ArrayList<>();
        String published = publish(item);
        if (!published.equals("insert, update, delete, truncate")) {
            options.add("publish = " + Texts.literal(published));
        }
        if (item.is("pubviaroot")) {
            options.add("publish_via_partition_root = true");
        }
        if (item.value("pubgencols").equals("s")) {
            options.add("publish_generated_columns = stored");
        }
        return String.join(", ", options);
    }

    private static String publish(Item item) {
        return List.of("pubinsert", "pubupdate", "pubdelete", "pubtruncate").stream()
                .filter(item::is)
                .map(fact -> OPERATIONS.getOrDefault(fact, fact))
                .collect(Collectors.joining(", "));
    }

    @Override
    public void alter(Alteration change, Style style) {
        Item to = change.to();
        String alter = "ALTER PUBLICATION " + to.name();
        String content = content(to);
        if (change.changes("puballtables")
                || content.isEmpty() && !content(change.from()).isEmpty()) {
            return;
        }
        if (change.takeGroup("table ") | change.takeGroup("schema ")) {
            change.add(alter + " SET " + content);
        }
        if (change.take("pubinsert", "pubupdate", "pubdelete", "pubtruncate")) {
            change.add(alter + " SET (publish = " + Texts.literal(publish(to)) + ")");
        }
        if (change.take("pubviaroot")) {
            change.add(alter + " SET (publish_via_partition_root = " + to.value("pubviaroot") + ")");
        }
        if (change.take("pubgencols")) {
            change.add(alter + " SET (publish_generated_columns = "
                    + (to.value("pubgencols").equals("s") ? "stored" : "none") + ")");
        }
    }
}
