// SPDX-License-Identifier: Apache-2.0
package dev.migration.survival;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import dev.migration.rehearsal.RehearsalReport;
import dev.migration.rehearsal.RehearsedStatement;
import dev.migration.trace.CatalogChange;
import dev.migration.trace.CatalogObject;
import dev.migration.trace.ObjectKind;
import dev.migration.trace.RelationState;
import dev.migration.trace.RelationTrace;

/** What revisions demand of the rows of tables that existed before, as the trace of a rehearsal shows it. */
final class RowDemands {

    /**
     * A column that must have a value and has no default.
     *
     * @param id as in the catalogs
     * @param before its name before the upgrade, as SQL; empty if it is new
     * @param name with its table
     */
    record Required(String id, String revision, Optional<String> before, String name, String reason) {}

    /** A condition on rows, as a sentence without its end. */
    record Condition(String revision, String description) {}

    private final Map<Long, Map<String, Required>> required = new HashMap<>();
    private final Map<Long, Map<String, Condition>> conditions = new HashMap<>();
    private final Map<Long, RelationState> last = new HashMap<>();

    private RowDemands() {}

    static RowDemands of(RehearsalReport rehearsal) {
        RowDemands demands = new RowDemands();
        for (RehearsedStatement statement : rehearsal.statements()) {
            statement.trace().stream()
                    .flatMap(trace -> trace.existing())
                    .forEach(table -> demands.add(statement.revision(), table));
        }
        demands.dropFulfilled();
        return demands;
    }

    private void add(String revision, RelationTrace table) {
        table.after().ifPresent(state -> last.put(table.oid(), state));
        for (CatalogChange change : table.changes()) {
            if (change.isOf(ObjectKind.COLUMN) && !change.isRemoved()) {
                addColumn(revision, table, change);
            } else if (!change.isRemoved()) {
                condition(table, change)
                        .ifPresent(text -> conditions
                                .computeIfAbsent(table.oid(), none -> new LinkedHashMap<>())
                                .put(key(change.object()), new Condition(revision, text)));
            }
        }
    }

    private void addColumn(String revision, RelationTrace table, CatalogChange change) {
        CatalogObject column = change.object();
        if (needsValue(column) && change.before().filter(RowDemands::needsValue).isEmpty()) {
            String reason = change.isAdded()
                    ? "is new, NOT NULL, and has no default"
                    : change.changes("notnull")
                            ? "becomes NOT NULL, and has no default"
                            : "is NOT NULL, and loses its default";
            required.computeIfAbsent(table.oid(), none -> new LinkedHashMap<>())
                    .put(
                            column.id(),
                            new Required(
                                    column.id(),
                                    revision,
                                    table.baseline()
                                            .flatMap(state -> state.find(column))
                                            .map(CatalogObject::name),
                                    table.relation().name() + "." + column.name(),
                                    reason));
        }
        if (change.changes("type") && !TypeChange.isWidening(change.old().fact("type"), column.fact("type"))) {
            conditions
                    .computeIfAbsent(table.oid(), none -> new LinkedHashMap<>())
                    .put(
                            key(column),
                            new Condition(
                                    revision,
                                    table.relation().name() + "." + column.name() + " was "
                                            + change.old().fact("type") + " and is " + column.fact("type")));
        }
    }

    private static boolean needsValue(CatalogObject column) {
        return column.is("notnull")
                && Stream.of("default", "generated", "identity")
                        .allMatch(fact -> column.fact(fact).isEmpty());
    }

    private static Optional<String> condition(RelationTrace table, CatalogChange change) {
        CatalogObject object = change.object();
        String name = table.relation().name();
        boolean isNew = change.isAdded() || change.changes("enforced") || change.changes("definition");
        if (object.kind() == ObjectKind.CONSTRAINT && isNew && "cufpx".contains(object.fact("type"))) {
            return Optional.of(name + " has a new constraint " + object.name() + ": " + object.fact("definition"));
        }
        boolean unique = object.kind() == ObjectKind.RELATION
                && object.is("unique")
                && change.isAdded()
                // The index of a new constraint is said with the constraint.
                && table.changes(ObjectKind.CONSTRAINT).stream()
                        .noneMatch(constraint -> constraint.object().is("index", object.id()));
        return unique ? Optional.of(name + " has a new unique index: " + object.fact("definition")) : Optional.empty();
    }

    private static String key(CatalogObject object) {
        return object.kind() + " " + object.id();
    }

    /** A later revision may have given the column a default, or dropped what an earlier one created. */
    private void dropFulfilled() {
        required.forEach((oid, columns) -> columns.values()
                .removeIf(column -> !parts(oid, ObjectKind.COLUMN)
                        .anyMatch(part -> part.id().equals(column.id()) && needsValue(part))));
        conditions.forEach((oid, found) -> found.keySet()
                .removeIf(key -> Stream.of(ObjectKind.values())
                        .flatMap(kind -> parts(oid, kind))
                        .noneMatch(part -> key(part).equals(key))));
    }

    private Stream<CatalogObject> parts(long oid, ObjectKind kind) {
        return Optional.ofNullable(last.get(oid)).stream().flatMap(state -> state.parts(kind).stream());
    }

    /** A column that an INSERT leaves out and that must have a value. */
    Optional<Required> missing(long oid, WrittenTable table) {
        if (!table.insert()) {
            return Optional.empty();
        }
        return required.getOrDefault(oid, Map.of()).values().stream()
                // Without a list of columns, nothing is known about the columns that existed.
                .filter(column -> column.before().isEmpty()
                        || table.columns()
                                .filter(named -> named.stream()
                                        .noneMatch(name -> WrittenTable.isSame(
                                                name, column.before().get())))
                                .isPresent())
                .findFirst();
    }

    /** The conditions on the rows of a table. */
    List<Condition> conditions(long oid) {
        return new ArrayList<>(conditions.getOrDefault(oid, Map.of()).values());
    }
}
