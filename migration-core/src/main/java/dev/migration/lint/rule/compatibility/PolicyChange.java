// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.compatibility;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.TableChange;
import dev.migration.lint.rule.TableRule;
import dev.migration.trace.ObjectKind;

/** Row level security of an existing table changes: running instances see or write other rows. */
final class PolicyChange extends TableRule {

    PolicyChange() {
        super(
                "policy-change",
                Severity.WARNING,
                "Row level security of an existing table changes: running instances see or write other rows.");
    }

    @Override
    protected List<Problem> check(TableChange table) {
        boolean policies = table.changed(ObjectKind.POLICY).findAny().isPresent() && !table.isDropped();
        return policies || table.changes("security")
                ? List.of(table.problem("row level security of " + table.name() + " changes")
                        .advice("Say why in an @allow."))
                : List.of();
    }
}
