// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.hygiene;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.Rule;
import dev.migration.lint.rule.Situation;

/** A script controls savepoints itself. */
final class TransactionControl extends Rule {

    TransactionControl() {
        super("transaction-control", Severity.WARNING, "A script controls savepoints itself.");
    }

    @Override
    public List<Problem> check(Situation situation) {
        return situation.begins("savepoint") || situation.begins("release") || situation.begins("rollback")
                ? List.of(Problem.of("the runner owns the transaction")
                        .advice("Delete it; use a DO block with EXCEPTION if a statement may fail."))
                : List.of();
    }
}
