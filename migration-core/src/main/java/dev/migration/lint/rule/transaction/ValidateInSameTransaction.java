// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.transaction;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.TableChange;
import dev.migration.lint.rule.TableRule;

/** A constraint is added NOT VALID and validated in one transaction: the strong lock is still held, so nothing is won. */
final class ValidateInSameTransaction extends TableRule {

    ValidateInSameTransaction() {
        super(
                "validate-in-same-transaction",
                Severity.ERROR,
                "A constraint is added NOT VALID and validated in one transaction: the strong lock is still held, so nothing is won.");
    }

    @Override
    protected List<Problem> check(TableChange table) {
        return Validation.in(table)
                .filter(constraint -> Validation.isAddedBefore(table, constraint))
                .map(constraint -> table.problem(
                                "the lock of ADD CONSTRAINT " + constraint.name() + " is held while all rows are read")
                        .sql(SlowWork.separately(table.situation())))
                .toList();
    }
}
