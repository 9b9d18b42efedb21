// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

import dev.migration.schema.SchemaObject;

/**
 * An object of a database with its facts.
 *
 * @param schema the database
 */
public record Item(SchemaObject object, SortedMap<String, String> facts, Schema schema) {

    public String kind() {
        return object.kind();
    }

    /** The name as in statements: qualified and quoted where SQL demands it. */
    public String name() {
        return object.name();
    }

    /** The name of the table or type that it belongs to; empty if it stands alone. */
    public String owner() {
        return object.owner();
    }

    /** The name without the schema or the table before it. */
    public String local() {
        String text = schema.text(object);
        if (!text.isEmpty() && kind().equals("constraint")) {
            return Texts.identifier(text);
        }
        String prefix = owner() + ".";
        if (!owner().isEmpty() && name().startsWith(prefix)) {
            return name().substring(prefix.length());
        }
        String schemaPrefix = object.schema() + ".";
        return name().startsWith(schemaPrefix) ? name().substring(schemaPrefix.length()) : name();
    }

    public Optional<String> fact(String name) {
        return Optional.ofNullable(facts.get(name));
    }

    /** The value of a fact, or an empty text. */
    public String value(String name) {
        return facts.getOrDefault(name, "");
    }

    public boolean is(String name) {
        return value(name).equals("true");
    }

    /** The elements of a fact that is an array. */
    public List<String> list(String name) {
        return fact(name).map(Texts::array).orElse(List.of());
    }

    /** Facts whose name begins with a prefix, by the rest of the name, in the order of a number in it. */
    public SortedMap<String, String> group(String prefix) {
        SortedMap<String, String> group = Texts.numbered();
        for (Map.Entry<String, String> fact : facts.entrySet()) {
            if (fact.getKey().startsWith(prefix)) {
                group.put(fact.getKey().substring(prefix.length()), fact.getValue());
            }
        }
        return group;
    }

    /** The table or type that it belongs to. */
    public Optional<Item> whole() {
        return owner().isEmpty() ? Optional.empty() : schema.whole(owner());
    }
}
