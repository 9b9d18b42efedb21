// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.rewrite;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.TableChange;
import dev.migration.lint.rule.TableRule;

/** A column gets another type, and no row is read or written: this is cheap. */
final class ChangeColumnTypeCheap extends TableRule {

    ChangeColumnTypeCheap() {
        super(
                "change-column-type-cheap",
                Severity.INFO,
                "A column gets another type, and no row is read or written: this is cheap.");
    }

    @Override
    protected List<Problem> check(TableChange table) {
        if (table.isRewritten() || table.isScanned() || !table.builtIndexes().isEmpty()) {
            return List.of();
        }
        return table.changedColumns()
                .filter(column -> column.changes("type"))
                .map(column -> table.problem("the change of " + table.name() + "."
                        + column.object().name() + " from " + column.old().fact("type") + " to "
                        + column.object().fact("type") + " is cheap"))
                .toList();
    }
}
