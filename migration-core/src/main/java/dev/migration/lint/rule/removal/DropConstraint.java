// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.removal;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.TableChange;
import dev.migration.lint.rule.TableRule;
import dev.migration.trace.ObjectKind;

/** A CHECK, UNIQUE or EXCLUDE constraint is dropped. */
final class DropConstraint extends TableRule {

    DropConstraint() {
        super("drop-constraint", Severity.WARNING, "A CHECK, UNIQUE or EXCLUDE constraint is dropped.");
    }

    @Override
    protected List<Problem> check(TableChange table) {
        return table.isDropped()
                ? List.of()
                : table.removed(ObjectKind.CONSTRAINT)
                        .filter(constraint -> List.of("c", "u", "x").contains(constraint.fact("type"))
                                && DroppedConstraint.matters(table, constraint))
                        .map(
                                constraint -> table.problem("the constraint " + constraint.name() + " of "
                                                + table.name() + " is dropped")
                                        .advice(
                                                "Say why in an @allow, or deploy an application that keeps the condition itself."))
                        .toList();
    }
}
