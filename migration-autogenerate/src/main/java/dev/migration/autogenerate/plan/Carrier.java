// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.plan;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.migration.autogenerate.catalog.Item;
import dev.migration.autogenerate.catalog.Schema;
import dev.migration.autogenerate.kind.other.DomainKind;
import dev.migration.autogenerate.kind.relation.SequenceKind;
import dev.migration.autogenerate.kind.relation.TableKind;
import dev.migration.schema.SchemaDependency;
import dev.migration.schema.SchemaObject;

/**
 * Which object's statement creates or drops another one, too: a table its columns, a constraint its index.
 *
 * @param schema the database that has the objects
 * @param handled the objects that are created, or those that are dropped
 * @param isCreation whether they are created; a dropped table takes everything with it, a created one has no indexes yet
 */
record Carrier(Schema schema, Set<SchemaObject> handled, boolean isCreation) {

    /** Empty if the object needs a statement of its own. */
    Optional<SchemaObject> of(SchemaObject object) {
        Item item = schema.find(object).orElseThrow();
        return (isCreation ? creator(item) : dropper(item)).filter(handled::contains);
    }

    private Optional<SchemaObject> creator(Item item) {
        return switch (item.kind()) {
            case "column" -> item.whole().map(Item::object);
            case "constraint" -> TableKind.isInline(item) ? inline(item) : notNull(item);
            case "index" -> part(item, Set.of("constraint", "index"));
            case "sequence" ->
                SequenceKind.isIdentity(item) || SequenceKind.isSerial(item)
                        ? SequenceKind.column(item).map(Item::object)
                        : Optional.empty();
            case "operator of a family", "function of a family" -> part(item, Set.of("operator class"));
            case "operator family" -> schema.find("operator class", item.name()).map(Item::object);
            case "type" -> part(item, Set.of("range type"));
            default -> Optional.empty();
        };
    }

    private Optional<SchemaObject> inline(Item item) {
        Optional<SchemaObject> table = item.whole().map(Item::object).filter(handled::contains);
        return table.isPresent() ? table : notNull(item);
    }

    /** A column brings its NOT NULL, a domain its checks. */
    private Optional<SchemaObject> notNull(Item item) {
        if (DomainKind.isInline(item)) {
            return item.whole().filter(whole -> whole.kind().equals("domain")).map(Item::object);
        }
        if (item.value("contype").equals("n")
                && item.whole().filter(whole -> whole.kind().equals("domain")).isPresent()) {
            return item.whole().map(Item::object);
        }
        return item.value("contype").equals("n") ? firstColumn(item) : Optional.empty();
    }

    private Optional<SchemaObject> firstColumn(Item item) {
        return schema.needs(item.object()).stream()
                .filter(dependency -> dependency.needed().kind().equals("column"))
                .map(SchemaDependency::needed)
                .findFirst();
    }

    private Optional<SchemaObject> dropper(Item item) {
        Optional<SchemaObject> whole = item.whole().map(Item::object).filter(handled::contains);
        if (whole.isPresent() && item.value("contype").equals("f") && refersInACircle(item)) {
            return Optional.empty();
        }
        if (whole.isPresent()) {
            return whole;
        }
        return switch (item.kind()) {
            case "constraint", "index", "statistics" ->
                part(item, Set.of("constraint", "index")).or(() -> automatic(item));
            case "sequence" -> SequenceKind.column(item).map(Item::object);
            case "operator of a family", "function of a family" -> part(item, Set.of("operator class"));
            case "type" -> part(item, Set.of("range type"));
            default -> Optional.empty();
        };
    }

    /** None of the tables can be dropped before the other one. */
    private boolean refersInACircle(Item foreignKey) {
        Set<String> reached = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(foreignKey.value("confrelid")));
        while (!open.isEmpty()) {
            String table = open.pop();
            if (reached.add(table)) {
                schema.parts(table, "constraint").stream()
                        .filter(constraint -> constraint.value("contype").equals("f"))
                        .forEach(constraint -> open.push(constraint.value("confrelid")));
            }
        }
        return reached.contains(foreignKey.owner())
                && !foreignKey.value("confrelid").equals(foreignKey.owner());
    }

    /** A dropped column takes with it what is about it. */
    private Optional<SchemaObject> automatic(Item item) {
        return schema.needs(item.object()).stream()
                .filter(dependency -> dependency.kind() == SchemaDependency.Kind.AUTO
                        && dependency.needed().kind().equals("column"))
                .map(SchemaDependency::needed)
                .filter(handled::contains)
                .findFirst();
    }

    private Optional<SchemaObject> part(Item item, Set<String> kinds) {
        return schema.needs(item.object()).stream()
                .filter(dependency -> dependency.kind() == SchemaDependency.Kind.INTERNAL
                        && kinds.contains(dependency.needed().kind()))
                .map(SchemaDependency::needed)
                .filter(handled::contains)
                .findFirst();
    }
}
