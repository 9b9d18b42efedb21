// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.removal;

import java.util.List;

import dev.migration.lint.rule.Rule;

/** The rules of this package. */
public final class RemovalRules {

    private RemovalRules() {}

    public static List<Rule> all() {
        return List.of(
                new DropColumn(),
                new DropTable(),
                new DropView(),
                new DropSequence(),
                new DropSchema(),
                new DropDatabase(),
                new DropFunction(),
                new DropConstraint(),
                new DropForeignKey(),
                new DropPrimaryKey());
    }
}
