// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.constraint;

import java.util.List;
import java.util.Set;

import dev.migration.lint.rule.SafeSql;
import dev.migration.trace.CatalogObject;
import dev.migration.trace.ObjectKind;
import dev.migration.trace.RelationState;

/** The index on the referencing columns of a foreign key, which deletes of referenced rows need. */
final class ForeignKeyIndex {

    private ForeignKeyIndex() {}

    /** Whether an index begins with the columns of the key, in any order. */
    static boolean exists(RelationState state, CatalogObject key) {
        Set<String> columns = Set.of(key.fact("numbers").split(" "));
        return state.parts(ObjectKind.RELATION).stream()
                .map(index -> List.of(index.fact("columns").split(" ")))
                .anyMatch(numbers ->
                        numbers.size() >= columns.size() && columns.containsAll(numbers.subList(0, columns.size())));
    }

    static String sql(SafeSql sql, CatalogObject key) {
        String columns = key.fact("columns");
        return "CREATE INDEX CONCURRENTLY "
                + sql.identifier(columns.replace(", ", "_").replace("\"", ""), "idx") + " ON " + sql.table() + " ("
                + columns + ");";
    }
}
