// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.constraint;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.SafeSql;
import dev.migration.lint.rule.TableChange;
import dev.migration.lint.rule.TableRule;

/** SET NOT NULL reads every row while nobody can read the table, unless a validated CHECK proves it. */
final class SetNotNullScan extends TableRule {

    SetNotNullScan() {
        super(
                "set-not-null-scan",
                Severity.ERROR,
                "SET NOT NULL reads every row while nobody can read the table, unless a validated CHECK proves it.");
    }

    @Override
    protected List<Problem> check(TableChange table) {
        boolean primaryKey = table.addedConstraints("p").findAny().isPresent();
        if (primaryKey || !table.isScanned() || table.isRewritten()) {
            return List.of();
        }
        return table.changedColumns()
                .filter(column -> column.changesTo("notnull", "true"))
                .map(column -> table.problem("all rows of " + table.name() + " are read to prove that "
                                + column.object().name() + " is not null")
                        .sql(new SafeSql(table).notNull(column.object().name()))
                        .advice("Deploy an application that always writes the column first."))
                .toList();
    }
}
