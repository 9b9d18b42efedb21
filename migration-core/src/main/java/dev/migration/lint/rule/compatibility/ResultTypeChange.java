// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.compatibility;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.TableChange;
import dev.migration.lint.rule.TableRule;
import dev.migration.trace.ObjectKind;

/** Prepared statements with * fail once in a transaction: the columns of the table have changed. */
final class ResultTypeChange extends TableRule {

    ResultTypeChange() {
        super(
                "result-type-change",
                Severity.INFO,
                "Prepared statements with * fail once in a transaction: the columns of the table have changed.");
    }

    @Override
    protected List<Problem> check(TableChange table) {
        boolean columns = table.changed(ObjectKind.COLUMN)
                .anyMatch(column -> column.isAdded() || column.isRemoved() || column.changes("type"));
        return columns && !table.isDropped()
                ? List.of(
                        table.problem("SELECT * and RETURNING * that are prepared for " + table.name()
                                        + " fail once, with 0A000")
                                .advice(
                                        "pgjdbc adds RETURNING * for generated keys without names: name the key columns, or set autosave=conservative."))
                : List.of();
    }
}
