// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.kind.other;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.migration.autogenerate.catalog.Item;
import dev.migration.autogenerate.kind.Alteration;
import dev.migration.autogenerate.kind.Kind;
import dev.migration.autogenerate.kind.Style;

/** Text search configurations: which dictionaries get a token. */
public final class TextSearchConfigurationKind implements Kind {

    @Override
    public List<String> create(Item item, Style style) {
        List<String> statements = new ArrayList<>();
        statements.add(
                "CREATE TEXT SEARCH CONFIGURATION " + item.name() + " (PARSER = " + item.value("cfgparser") + ")");
        mapping(item)
                .forEach((token, dictionaries) -> statements.add("ALTER TEXT SEARCH CONFIGURATION " + item.name()
                        + " ADD MAPPING FOR " + token + " WITH " + String.join(", ", dictionaries)));
        return statements;
    }

    /** The dictionaries of each token, in their order. */
    private static Map<String, List<String>> mapping(Item item) {
        Map<String, List<String>> mapping = new LinkedHashMap<>();
        item.group("token ").forEach((key, value) -> {
            if (key.endsWith(" mapdict")) {
                String token = TokenTypes.name(key.substring(0, key.indexOf('.')));
                mapping.computeIfAbsent(token, ignored -> new ArrayList<>()).add(value);
            }
        });
        return mapping;
    }

    @Override
    public void alter(Alteration change, Style style) {
        if (change.changes("cfgparser") || !change.takeGroup("token ")) {
            return;
        }
        Map<String, List<String>> before = mapping(change.from());
        Map<String, List<String>> after = mapping(change.to());
        String alter = "ALTER TEXT SEARCH CONFIGURATION " + change.to().name();
        before.keySet().stream()
                .filter(token -> !after.containsKey(token))
                .forEach(token -> change.add(alter + " DROP MAPPING FOR " + token));
        after.forEach((token, dictionaries) -> {
            if (!dictionaries.equals(before.get(token))) {
                String verb = before.containsKey(token) ? " ALTER" : " ADD";
                change.add(alter + verb + " MAPPING FOR " + token + " WITH " + String.join(", ", dictionaries));
            }
        });
    }
}
