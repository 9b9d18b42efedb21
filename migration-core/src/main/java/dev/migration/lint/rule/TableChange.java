// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.migration.trace.CatalogChange;
import dev.migration.trace.CatalogObject;
import dev.migration.trace.LockMode;
import dev.migration.trace.ObjectKind;
import dev.migration.trace.RelationState;
import dev.migration.trace.RelationTrace;

/**
 * What a statement did to a table.
 *
 * @param family the table and its partitions and children, as far as the statement touched them
 */
public record TableChange(Situation situation, RelationTrace relation, List<RelationTrace> family) {

    /** Its name as SQL. */
    public String name() {
        return relation.name();
    }

    public boolean existedBefore() {
        return relation.existedBefore();
    }

    public boolean isPartitioned() {
        return relation.relation().is("kind", "p");
    }

    /** Whether the statement dropped it. */
    public boolean isDropped() {
        return relation.after().isEmpty();
    }

    /** Whether its file or that of a partition was replaced by another one. */
    public boolean isRewritten() {
        return family.stream().anyMatch(RelationTrace::isRewritten);
    }

    /** Whether every row was read. */
    public boolean isScanned() {
        return family.stream().anyMatch(member -> member.use().scans() > 0);
    }

    /** Whether rows were read, all of them or through an index. */
    public boolean isRead() {
        return family.stream()
                .anyMatch(member -> member.use().scans() + member.use().indexScans() > 0);
    }

    /** The number of rows that were inserted, changed or deleted. */
    public long rows() {
        return family.stream().mapToLong(member -> member.use().rows()).sum();
    }

    /** The strongest lock that the statement takes. */
    public Optional<LockMode> lock() {
        return family.stream()
                .flatMap(member -> member.use().strongest().stream())
                .max(LockMode::compareTo);
    }

    /** The strongest lock that the transaction held before the statement. */
    public Optional<LockMode> held() {
        return relation.use().held();
    }

    /** The change of the table itself; empty if only parts changed. */
    public Optional<CatalogChange> own() {
        return relation.changes().stream()
                .filter(change ->
                        change.object().id().equals(relation.relation().id()) && change.isOf(ObjectKind.RELATION))
                .findFirst();
    }

    /** Whether the table itself has another value of this fact. */
    public boolean changes(String fact) {
        return own().filter(change -> change.changes(fact)).isPresent();
    }

    /** What changed among its parts of one kind. */
    public Stream<CatalogChange> changed(ObjectKind kind) {
        return relation.changes(kind).stream();
    }

    public Stream<CatalogObject> added(ObjectKind kind) {
        return changed(kind).filter(CatalogChange::isAdded).map(CatalogChange::object);
    }

    /** Parts that existed before the trace and that the statement dropped. */
    public Stream<CatalogObject> removed(ObjectKind kind) {
        return changed(kind)
                .filter(CatalogChange::isRemoved)
                .map(CatalogChange::object)
                .filter(relation::existedBefore);
    }

    /** Columns that existed before the trace and that the statement changed. */
    public Stream<CatalogChange> changedColumns() {
        return changed(ObjectKind.COLUMN)
                .filter(change -> !change.isAdded() && !change.isRemoved())
                .filter(change -> relation.existedBefore(change.object()));
    }

    /** Constraints of this type that the statement added, not those that a partition inherits. */
    public Stream<CatalogObject> addedConstraints(String type) {
        return added(ObjectKind.CONSTRAINT)
                .filter(constraint ->
                        constraint.is("type", type) && constraint.fact("parent").isEmpty());
    }

    /** Indexes that the statement built: not those that it gave another name or oid. */
    public List<CatalogObject> builtIndexes() {
        return family.stream()
                .flatMap(member -> member.changes(ObjectKind.RELATION).stream()
                        .filter(CatalogChange::isAdded)
                        .map(CatalogChange::object)
                        .filter(index -> !hasFile(member.before(), index)))
                .toList();
    }

    /** Whether a column is one of those of a constraint. */
    public static boolean covers(CatalogObject constraint, CatalogObject column) {
        return List.of(constraint.fact("numbers").split(" ")).contains(column.fact("number"));
    }

    public Problem problem(String message) {
        return Problem.of(this, message);
    }

    /** The state before the statement. */
    public Optional<RelationState> before() {
        return relation.before();
    }

    /** The state after the statement, or before it was dropped. */
    public RelationState state() {
        return relation.state();
    }

    private static boolean hasFile(Optional<RelationState> before, CatalogObject index) {
        return before.stream()
                .flatMap(state -> state.parts(ObjectKind.RELATION).stream())
                .anyMatch(old -> !old.fact("file").isEmpty() && old.is("file", index.fact("file")));
    }
}
