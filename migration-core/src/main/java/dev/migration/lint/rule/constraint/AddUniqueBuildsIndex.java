// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.constraint;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.TableChange;
import dev.migration.lint.rule.TableRule;

/** A UNIQUE constraint builds its index while nobody can read the table. */
final class AddUniqueBuildsIndex extends TableRule {

    AddUniqueBuildsIndex() {
        super(
                "add-unique-builds-index",
                Severity.ERROR,
                "A UNIQUE constraint builds its index while nobody can read the table.");
    }

    @Override
    protected List<Problem> check(TableChange table) {
        return table.addedConstraints("u")
                .filter(constraint -> IndexedConstraint.isBuilt(table, constraint))
                .map(constraint -> table.problem(
                                "the index of " + constraint.name() + " is built while nobody can read " + table.name())
                        .sql(IndexedConstraint.revisions(table, constraint))
                        .advice(
                                table.isPartitioned()
                                        ? "Build a unique index on each partition concurrently, and attach it to one ON ONLY the parent."
                                        : ""))
                .toList();
    }
}
