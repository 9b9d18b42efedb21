// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import dev.migration.schema.SchemaComparison;
import dev.migration.schema.SchemaDifference;

/**
 * A comparison without the order of columns, which no statement can change.
 *
 * @param comparison everything else
 * @param tables the tables whose columns have another order
 */
record ColumnOrder(SchemaComparison comparison, Set<String> tables) {

    private static final String POSITION = "attnum";

    static ColumnOrder of(SchemaComparison comparison) {
        Set<String> tables = new TreeSet<>();
        List<SchemaDifference> others = new ArrayList<>();
        for (SchemaDifference difference : comparison.differences()) {
            if (!(difference instanceof SchemaDifference.Changed changed)) {
                others.add(difference);
                continue;
            }
            List<SchemaDifference.FactChange> changes = changed.changes().stream()
                    .filter(change -> !change.fact().equals(POSITION))
                    .toList();
            if (changes.size() < changed.changes().size()) {
                changed.object().ownedBy().ifPresent(tables::add);
            }
            if (!changes.isEmpty()) {
                others.add(new SchemaDifference.Changed(changed.object(), changes));
            }
        }
        return new ColumnOrder(new SchemaComparison(others, comparison.omissions()), tables);
    }

    /** What is said about a table with another order. */
    static String sentence(String table) {
        return "The order of the columns of " + table
                + " differs; nothing is written for that, because only a new table has another order.";
    }
}
