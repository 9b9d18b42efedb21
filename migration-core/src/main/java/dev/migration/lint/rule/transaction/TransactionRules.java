// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.transaction;

import java.util.List;

import dev.migration.lint.rule.Rule;

/** The rules of this package. */
public final class TransactionRules {

    private TransactionRules() {}

    public static List<Rule> all() {
        return List.of(
                new StatementUnderExclusiveLock(),
                new StatementWhileWritesBlocked(),
                new ValidateInSameTransaction(),
                new ValidateSharesTransactionOfOthers(),
                new ScannedTwice(),
                new NoLockTimeout(),
                new LargeDml(),
                new EnumValueUsedTooEarly());
    }
}
