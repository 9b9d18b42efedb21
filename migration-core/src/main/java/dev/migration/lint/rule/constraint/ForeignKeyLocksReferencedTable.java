// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.constraint;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.Rule;
import dev.migration.lint.rule.Situation;
import dev.migration.trace.LockMode;

/** A new table refers to an existing one, which cannot be written for a moment. */
final class ForeignKeyLocksReferencedTable extends Rule {

    ForeignKeyLocksReferencedTable() {
        super(
                "fk-locks-referenced-table",
                Severity.INFO,
                "A new table refers to an existing one, which cannot be written for a moment.");
    }

    @Override
    public List<Problem> check(Situation situation) {
        return situation.tables().stream()
                .filter(table -> table.lock().filter(LockMode::blocksWrites).isPresent())
                .filter(table -> situation.everyTable().stream()
                        .anyMatch(other -> !other.existedBefore()
                                && other.addedConstraints("f")
                                        .anyMatch(key -> key.is(
                                                "foreign",
                                                String.valueOf(table.relation().oid())))))
                .map(
                        table -> table.problem(table.name() + " cannot be written until the transaction ends")
                                .advice(
                                        "Keep the revision short; use one revision for each new table that refers to a busy one."))
                .toList();
    }
}
