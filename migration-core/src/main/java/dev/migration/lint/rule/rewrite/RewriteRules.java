// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.rewrite;

import java.util.List;

import dev.migration.lint.rule.Rule;

/** The rules of this package. */
public final class RewriteRules {

    private RewriteRules() {}

    public static List<Rule> all() {
        return List.of(
                new TableRewrite(),
                new AddColumnVolatileDefault(),
                new AddColumnConstrainedDomain(),
                new AddStoredGeneratedColumn(),
                new AddSerialOrIdentityColumn(),
                new ChangeColumnTypeRewrite(),
                new ChangeColumnTypeRebuildsIndex(),
                new ChangeColumnTypeScan(),
                new ChangeColumnTypeCheap(),
                new SetLoggedRewrite(),
                new SetTablespaceOrAccessMethod(),
                new VacuumFullOrCluster(),
                new TruncateTable());
    }
}
