// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.compatibility;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.TableChange;
import dev.migration.lint.rule.TableRule;

/** A default changes on which running instances may rely. */
final class ChangeDefault extends TableRule {

    ChangeDefault() {
        super("change-default", Severity.INFO, "A default changes on which running instances may rely.");
    }

    @Override
    protected List<Problem> check(TableChange table) {
        return table.changedColumns()
                .filter(column -> column.changes("default") && !column.changes("type"))
                .map(column -> table.problem(
                        "the default of " + table.name() + "." + column.object().name() + " changes"))
                .toList();
    }
}
