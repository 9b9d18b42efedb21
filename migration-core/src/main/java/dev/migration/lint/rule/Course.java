// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.migration.trace.CatalogChange;
import dev.migration.trace.CatalogObject;
import dev.migration.trace.RelationState;
import dev.migration.trace.StatementTrace;

/** All statements of a trace: a rule may need those before and after a statement. */
public final class Course {

    private final List<Situation> situations = new ArrayList<>();
    private final List<StatementTrace> statements;
    private final Map<Long, Optional<RelationState>> end = new HashMap<>();
    private final Set<String> added = new HashSet<>();

    public Course(List<StatementTrace> statements) {
        this.statements = List.copyOf(statements);
        for (StatementTrace statement : statements) {
            situations.add(new Situation(this, statement, situations.size()));
            statement.relations().forEach(relation -> end.put(relation.oid(), relation.after()));
            statement.objects().stream()
                    .filter(CatalogChange::isAdded)
                    .forEach(change -> added.add(key(change.object())));
        }
    }

    /** Each statement with what is around it. */
    public List<Situation> situations() {
        return List.copyOf(situations);
    }

    /** The relation after the last statement; empty if it was dropped. */
    Optional<RelationState> end(long oid) {
        return end.getOrDefault(oid, Optional.empty());
    }

    /** Whether any relation has this name after the last statement. */
    boolean existsAtEnd(String schema, String name) {
        return end.values().stream()
                .flatMap(Optional::stream)
                .map(RelationState::relation)
                .anyMatch(relation -> relation.is("schema", schema) && relation.is("relname", name));
    }

    /** Whether an object outside relations was created by the trace. */
    boolean isNew(CatalogObject object) {
        return added.contains(key(object));
    }

    /** Whether the trace created the type with this oid. */
    boolean isNewType(String oid) {
        return added.contains("TYPE " + oid);
    }

    /** Whether the trace creates an object of this kind and name. */
    boolean addsNamed(CatalogObject dropped) {
        return statements.stream()
                .flatMap(statement -> statement.objects().stream())
                .filter(CatalogChange::isAdded)
                .map(CatalogChange::object)
                .anyMatch(object ->
                        object.kind() == dropped.kind() && object.name().equals(dropped.name()));
    }

    /** The statements before the one with this index. */
    List<Situation> before(int index) {
        return situations.subList(0, index);
    }

    private static String key(CatalogObject object) {
        return object.kind() + " " + object.id();
    }
}
