// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.constraint;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.TableChange;
import dev.migration.lint.rule.TableRule;

/** A PRIMARY KEY builds its index while nobody can read the table. */
final class AddPrimaryKeyBuildsIndex extends TableRule {

    AddPrimaryKeyBuildsIndex() {
        super(
                "add-primary-key-builds-index",
                Severity.ERROR,
                "A PRIMARY KEY builds its index while nobody can read the table.");
    }

    @Override
    protected List<Problem> check(TableChange table) {
        return table.addedConstraints("p")
                .filter(constraint -> IndexedConstraint.isBuilt(table, constraint))
                .map(constraint -> table.problem(
                                "the index of " + constraint.name() + " is built while nobody can read " + table.name())
                        .sql(IndexedConstraint.revisions(table, constraint)))
                .toList();
    }
}
