// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.plan;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

import dev.migration.autogenerate.catalog.Item;
import dev.migration.autogenerate.catalog.Schema;
import dev.migration.autogenerate.kind.relation.TableKind;
import dev.migration.schema.SchemaDependency;
import dev.migration.schema.SchemaObject;

/**
 * Tells an order what objects need.
 *
 * @param node the object with whose statement another one is created or dropped; empty if neither happens
 */
record Edges(Schema schema, DependencyOrder order, Function<SchemaObject, Optional<SchemaObject>> node) {

    private static final Set<String> MENTIONABLE = Set.of(
            "table",
            "view",
            "materialized view",
            "function",
            "procedure",
            "enum",
            "domain",
            "composite type",
            "sequence");
    private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_$]*");

    void add(Set<SchemaObject> objects) {
        for (SchemaObject object : objects) {
            Optional<SchemaObject> self = top(object);
            Optional<Item> item = schema.find(object);
            if (self.isEmpty() || item.isEmpty()) {
                continue;
            }
            item.get().whole().ifPresent(whole -> edge(self.get(), whole.object()));
            schemaOf(object).ifPresent(space -> edge(self.get(), space));
            for (SchemaDependency dependency : schema.needs(object)) {
                if (isOrder(item.get(), dependency)) {
                    edge(self.get(), dependency.needed());
                }
            }
            notNullBeforeKey(item.get(), self.get());
        }
    }

    private Optional<SchemaObject> schemaOf(SchemaObject object) {
        return schema.find("schema", object.schema()).map(Item::object);
    }

    private void edge(SchemaObject self, SchemaObject needed) {
        top(needed).ifPresent(target -> order.needs(self, target));
    }

    private Optional<SchemaObject> top(SchemaObject object) {
        Optional<SchemaObject> found = node.apply(object);
        while (found.isPresent()) {
            Optional<SchemaObject> next = node.apply(found.get());
            if (next.equals(found) || next.isEmpty()) {
                return found;
            }
            found = next;
        }
        return found;
    }

    /** A sequence is created before the column that owns it, and NOT NULL before the identity of its column. */
    private static boolean isOrder(Item item, SchemaDependency dependency) {
        boolean isOwned =
                item.kind().equals("sequence") && dependency.needed().kind().equals("column");
        boolean isNotNull =
                item.value("contype").equals("n") && dependency.needed().kind().equals("column");
        boolean isLater = dependency.kind() == SchemaDependency.Kind.EXPRESSION && TableKind.isDeferred(item);
        return !isOwned && !isNotNull && !isLater;
    }

    private void notNullBeforeKey(Item item, SchemaObject self) {
        boolean isKey = item.value("contype").equals("p");
        boolean isIdentity = !item.value("attidentity").isEmpty();
        if (isIdentity) {
            notNull(item).ifPresent(needed -> edge(self, needed));
        }
        if (isKey) {
            schema.needs(item.object()).stream()
                    .flatMap(dependency -> schema.find(dependency.needed()).stream())
                    .filter(column -> column.kind().equals("column"))
                    .flatMap(column -> notNull(column).stream())
                    .forEach(needed -> edge(self, needed));
        }
    }

    private Optional<SchemaObject> notNull(Item column) {
        return schema.find("constraint", column.owner() + ".not null " + column.local())
                .map(Item::object);
    }

    /** The text of a function is checked when it is created, and the catalogs do not say what it uses. */
    void addMentions(Set<SchemaObject> created) {
        for (SchemaObject object : created) {
            Set<String> words = WORD.matcher(schema.text(object))
                    .results()
                    .map(word -> word.group())
                    .collect(java.util.stream.Collectors.toSet());
            if (object.kind().equals("function") || object.kind().equals("procedure")) {
                created.stream()
                        .filter(other -> MENTIONABLE.contains(other.kind()) && words.contains(local(other)))
                        .forEach(other -> top(other).ifPresent(target -> order.wishes(object, target)));
            }
        }
    }

    private static String local(SchemaObject object) {
        String name = object.name().replaceFirst("\\(.*", "");
        return name.substring(name.lastIndexOf('.') + 1).replace("\"", "");
    }
}
