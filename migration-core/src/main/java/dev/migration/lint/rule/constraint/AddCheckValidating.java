// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.constraint;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.SafeSql;
import dev.migration.lint.rule.TableChange;
import dev.migration.lint.rule.TableRule;

/** A new CHECK reads every row while nobody can read the table. */
final class AddCheckValidating extends TableRule {

    AddCheckValidating() {
        super("add-check-validating", Severity.ERROR, "A new CHECK reads every row while nobody can read the table.");
    }

    @Override
    protected List<Problem> check(TableChange table) {
        if (!table.isScanned()) {
            return List.of();
        }
        return table.addedConstraints("c")
                .filter(check -> check.is("validated"))
                .map(check -> table.problem("all rows of " + table.name() + " are read for the CHECK " + check.name())
                        .sql(new SafeSql(table).addAndValidate(check)))
                .toList();
    }
}
