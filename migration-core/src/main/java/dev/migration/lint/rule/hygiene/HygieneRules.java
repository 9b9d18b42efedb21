// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.hygiene;

import java.util.List;

import dev.migration.lint.rule.Rule;

/** The rules of this package. */
public final class HygieneRules {

    private HygieneRules() {}

    public static List<Rule> all() {
        return List.of(
                new TransactionControl(),
                new SessionSettingLeak(),
                new SilentlySkipped(),
                new IdentifierTruncated(),
                new ServerWarning(),
                new GeneratedKindUnsaid(),
                new UnqualifiedName(),
                new NoGuards(),
                new JsonColumn(),
                new CharColumn(),
                new VarcharLimit(),
                new TimestampWithoutTimeZone(),
                new IntPrimaryKey(),
                new SerialNotIdentity());
    }
}
