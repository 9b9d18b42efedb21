// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.constraint;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.TableChange;
import dev.migration.lint.rule.TableRule;

/** An EXCLUDE constraint builds its index while nobody can read the table; there is no online way. */
final class AddExclusionConstraint extends TableRule {

    AddExclusionConstraint() {
        super(
                "add-exclusion-constraint",
                Severity.ERROR,
                "An EXCLUDE constraint builds its index while nobody can read the table; there is no online way.");
    }

    @Override
    protected List<Problem> check(TableChange table) {
        return table.addedConstraints("x")
                .map(
                        constraint -> table.problem("the index of " + constraint.name()
                                        + " is built while nobody can read " + table.name())
                                .advice(
                                        "Copy the rows into a new table that has it, in batches, and swap the names; or wait for a window."))
                .toList();
    }
}
