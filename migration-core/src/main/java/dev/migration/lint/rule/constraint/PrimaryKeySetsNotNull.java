// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.constraint;

import java.util.ArrayList;
import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.SafeSql;
import dev.migration.lint.rule.TableChange;
import dev.migration.lint.rule.TableRule;
import dev.migration.trace.CatalogObject;

/** A PRIMARY KEY on nullable columns reads every row while nobody can read the table. */
final class PrimaryKeySetsNotNull extends TableRule {

    PrimaryKeySetsNotNull() {
        super(
                "primary-key-sets-not-null",
                Severity.ERROR,
                "A PRIMARY KEY on nullable columns reads every row while nobody can read the table.");
    }

    @Override
    protected List<Problem> check(TableChange table) {
        if (!table.isScanned()) {
            return List.of();
        }
        return table.addedConstraints("p")
                .filter(key -> !IndexedConstraint.isBuilt(table, key))
                .flatMap(key -> table.changedColumns()
                        .filter(column ->
                                TableChange.covers(key, column.object()) && column.changesTo("notnull", "true")))
                .map(column -> table.problem("all rows of " + table.name() + " are read to prove that "
                                + column.object().name() + " is not null")
                        .sql(before(table, column.object())))
                .toList();
    }

    private static List<String> before(TableChange table, CatalogObject column) {
        List<String> revisions = new ArrayList<>(new SafeSql(table).notNull(column.name()));
        revisions.add(table.situation().text() + ";");
        return revisions;
    }
}
