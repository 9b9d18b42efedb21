// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.removal;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.TableChange;
import dev.migration.lint.rule.TableRule;
import dev.migration.trace.ObjectKind;

/** A foreign key is dropped. */
final class DropForeignKey extends TableRule {

    DropForeignKey() {
        super("drop-foreign-key", Severity.WARNING, "A foreign key is dropped.");
    }

    @Override
    protected List<Problem> check(TableChange table) {
        return table.isDropped()
                ? List.of()
                : table.removed(ObjectKind.CONSTRAINT)
                        .filter(constraint -> List.of("f").contains(constraint.fact("type"))
                                && DroppedConstraint.matters(table, constraint))
                        .map(constraint -> table.problem(
                                        "the foreign key " + constraint.name() + " of " + table.name() + " is dropped")
                                .advice("Say why in an @allow."))
                        .toList();
    }
}
