// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.removal;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.TableChange;
import dev.migration.lint.rule.TableRule;
import dev.migration.trace.ObjectKind;

/** A primary key is dropped. */
final class DropPrimaryKey extends TableRule {

    DropPrimaryKey() {
        super("drop-primary-key", Severity.WARNING, "A primary key is dropped.");
    }

    @Override
    protected List<Problem> check(TableChange table) {
        return table.isDropped()
                ? List.of()
                : table.removed(ObjectKind.CONSTRAINT)
                        .filter(constraint -> List.of("p").contains(constraint.fact("type"))
                                && DroppedConstraint.matters(table, constraint))
                        .map(constraint -> table.problem(
                                        "the primary key " + constraint.name() + " of " + table.name() + " is dropped")
                                .advice("Logical replication and many applications need one. Say why in an @allow."))
                        .toList();
    }
}
