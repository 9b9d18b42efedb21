// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.constraint;

import java.util.List;

import dev.migration.lint.rule.Rule;

/** The rules of this package. */
public final class ConstraintRules {

    private ConstraintRules() {}

    public static List<Rule> all() {
        return List.of(
                new SetNotNullScan(),
                new AddCheckValidating(),
                new AlterDomainValidating(),
                new AddForeignKeyValidating(),
                new ForeignKeyWithoutIndex(),
                new ForeignKeyLocksReferencedTable(),
                new AddUniqueBuildsIndex(),
                new AddPrimaryKeyBuildsIndex(),
                new PrimaryKeySetsNotNull(),
                new AddExclusionConstraint(),
                new AttachPartitionScan(),
                new DetachPartitionBlocking());
    }
}
