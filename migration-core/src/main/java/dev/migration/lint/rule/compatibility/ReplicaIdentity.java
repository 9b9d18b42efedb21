// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.compatibility;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.TableChange;
import dev.migration.lint.rule.TableRule;
import dev.migration.trace.ObjectKind;

/** The replica identity of a table changes: subscribers may stop. */
final class ReplicaIdentity extends TableRule {

    ReplicaIdentity() {
        super("replica-identity", Severity.WARNING, "The replica identity of a table changes: subscribers may stop.");
    }

    @Override
    protected List<Problem> check(TableChange table) {
        return table.changes("identity")
                        || table.changed(ObjectKind.RELATION).anyMatch(index -> index.changes("isidentity"))
                ? List.of(table.problem("the replica identity of " + table.name() + " changes")
                        .advice("Check the subscribers first, and say why in an @allow."))
                : List.of();
    }
}
