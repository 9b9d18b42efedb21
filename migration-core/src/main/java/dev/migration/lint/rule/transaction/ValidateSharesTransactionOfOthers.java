// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.transaction;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.TableChange;
import dev.migration.lint.rule.TableRule;
import dev.migration.trace.LockMode;

/** VALIDATE reads every row while an earlier statement of the transaction holds a strong lock. */
final class ValidateSharesTransactionOfOthers extends TableRule {

    ValidateSharesTransactionOfOthers() {
        super(
                "validate-shares-transaction-of-others",
                Severity.WARNING,
                "VALIDATE reads every row while an earlier statement of the transaction holds a strong lock.");
    }

    @Override
    protected List<Problem> check(TableChange table) {
        return Validation.in(table)
                .filter(constraint -> !Validation.isAddedBefore(table, constraint))
                .filter(constraint -> !SlowWork.held(table.situation(), LockMode::blocksWrites)
                        .isEmpty())
                .map(constraint -> table.problem("a lock of an earlier statement is held while all rows are read for "
                                + constraint.name())
                        .sql(SlowWork.separately(table.situation())))
                .toList();
    }
}
