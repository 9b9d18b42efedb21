// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.plan;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import dev.migration.autogenerate.catalog.Item;
import dev.migration.autogenerate.catalog.Schema;
import dev.migration.autogenerate.kind.Alteration;
import dev.migration.schema.SchemaDependency;
import dev.migration.schema.SchemaObject;

/** Finds what must be dropped before something else changes, and created again after it. */
final class Dependents {

    /** What the server does not rebuild by itself when the type of a column changes. */
    private static final Set<String> BLOCKS_TYPE_CHANGE =
            Set.of("view", "materialized view", "rule", "trigger", "policy", "function", "procedure");

    private final Changes changes;
    private final Schema from;
    /** Columns whose default has to go and come back. */
    private final Set<SchemaObject> defaults = new LinkedHashSet<>();

    private final Deque<SchemaObject> open = new ArrayDeque<>();

    Dependents(Changes changes) {
        this.changes = changes;
        this.from = changes.from();
    }

    /** @param dropped what is dropped before anything is created */
    Set<SchemaObject> replaceAll(Set<SchemaObject> dropped) {
        changes.altered().values().stream()
                .filter(alteration -> alteration.to().kind().equals("column") && changesType(alteration))
                .forEach(alteration -> blockers(alteration.from()));
        classesOfMembers();
        open.addAll(changes.replaced());
        open.addAll(dropped);
        while (!open.isEmpty()) {
            visit(open.pop());
        }
        return defaults;
    }

    /** The statements tell: an alteration of a type is one, and so is a column that is dropped and added. */
    private static boolean changesType(Alteration alteration) {
        return alteration.statements().stream()
                .anyMatch(sql ->
                        sql.contains(" TYPE ") || sql.contains(" DROP COLUMN ") || sql.contains(" SET EXPRESSION "));
    }

    private void blockers(Item column) {
        for (SchemaDependency dependency : from.neededBy(column.object())) {
            SchemaObject dependent = dependency.object();
            if (BLOCKS_TYPE_CHANGE.contains(dependent.kind())) {
                replace(dependent);
            }
        }
    }

    /** The members of an operator class cannot be altered. */
    private void classesOfMembers() {
        Set<SchemaObject> members = new LinkedHashSet<>(changes.added());
        members.addAll(changes.removed());
        for (Schema schema : List.of(from, changes.to())) {
            members.stream()
                    .flatMap(member -> schema.partOf(member, "operator class").stream())
                    .map(Item::object)
                    .filter(type -> from.find(type).isPresent())
                    .forEach(this::replace);
        }
    }

    private void visit(SchemaObject object) {
        dependents(object);
        from.parts(object.name(), "column").forEach(column -> dependents(column.object()));
    }

    private void dependents(SchemaObject object) {
        for (SchemaDependency dependency : from.neededBy(object)) {
            SchemaObject dependent = dependency.object();
            if (dependent.kind().equals("column")) {
                if (dependency.kind() == SchemaDependency.Kind.EXPRESSION) {
                    defaults.add(dependent);
                }
            } else if (dependency.kind() == SchemaDependency.Kind.INTERNAL) {
                open.push(dependent);
            } else {
                replace(dependent);
            }
        }
    }

    private void replace(SchemaObject object) {
        boolean isReplaceable =
                Kinds.of(object.kind()).filter(kind -> kind.isReplaceable()).isPresent();
        boolean stays = changes.to().find(object).isPresent();
        if (isReplaceable && stays && changes.replace(object)) {
            open.push(object);
        }
    }
}
