// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.constraint;

import java.util.ArrayList;
import java.util.List;

import dev.migration.lint.rule.SafeSql;
import dev.migration.lint.rule.TableChange;
import dev.migration.trace.CatalogObject;
import dev.migration.trace.ObjectKind;

/** The alternative to a constraint that builds its index. */
final class IndexedConstraint {

    private IndexedConstraint() {}

    /** Whether the statement built the index of the constraint. */
    static boolean isBuilt(TableChange table, CatalogObject constraint) {
        return table.builtIndexes().stream().anyMatch(index -> constraint.is("index", index.id()))
                || table.isPartitioned() && !table.builtIndexes().isEmpty();
    }

    static List<String> revisions(TableChange table, CatalogObject constraint) {
        List<CatalogObject> indexes = table.builtIndexes().stream()
                .filter(index -> constraint.is("index", index.id()))
                .toList();
        if (table.isPartitioned() || indexes.isEmpty()) {
            return List.of();
        }
        SafeSql sql = new SafeSql(table);
        List<String> revisions = new ArrayList<>(sql.addColumns());
        revisions.add(sql.concurrently(indexes.get(0)));
        String definition = constraint.fact("definition");
        String kind = constraint.is("type", "p") ? "PRIMARY KEY" : "UNIQUE";
        if (constraint.is("type", "p")) {
            nullable(table, constraint).forEach(column -> revisions.addAll(sql.notNull(column.name())));
        }
        String deferrable =
                definition.contains(" DEFERRABLE") ? definition.substring(definition.indexOf(" DEFERRABLE")) : "";
        revisions.add(sql.alter(
                "ADD CONSTRAINT " + constraint.name() + " " + kind + " USING INDEX " + constraint.name() + deferrable));
        return revisions;
    }

    private static List<CatalogObject> nullable(TableChange table, CatalogObject constraint) {
        return table.state().parts(ObjectKind.COLUMN).stream()
                .filter(column -> TableChange.covers(constraint, column))
                .filter(column -> table.before()
                        .flatMap(state -> state.find(column))
                        .filter(before -> before.is("notnull"))
                        .isEmpty())
                .toList();
    }
}
