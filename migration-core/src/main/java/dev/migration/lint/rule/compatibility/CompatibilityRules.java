// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.compatibility;

import java.util.List;

import dev.migration.lint.rule.Rule;

/** The rules of this package. */
public final class CompatibilityRules {

    private CompatibilityRules() {}

    public static List<Rule> all() {
        return List.of(
                new RenameColumn(),
                new RenameTable(),
                new RenameView(),
                new RenameSchema(),
                new RenameFunction(),
                new RenameEnumValue(),
                new AddRequiredColumn(),
                new TightenForOldWriters(),
                new MayFailOnData(),
                new DropNotNull(),
                new ResultTypeChange(),
                new ChangeDefault(),
                new EnumAddValuePosition(),
                new ReplicaIdentity(),
                new PrivilegeChange(),
                new PolicyChange(),
                new ExtensionUpgrade(),
                new UntrackedFunctionBody(),
                new AddTrigger());
    }
}
