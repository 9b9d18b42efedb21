// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.rewrite;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.TableChange;
import dev.migration.lint.rule.TableRule;

/** SET LOGGED and SET UNLOGGED write the table again. */
final class SetLoggedRewrite extends TableRule {

    SetLoggedRewrite() {
        super("set-logged-rewrite", Severity.ERROR, "SET LOGGED and SET UNLOGGED write the table again.");
    }

    @Override
    protected List<Problem> check(TableChange table) {
        if (!RewriteCause.PERSISTENCE.isCauseOf(table)) {
            return List.of();
        }
        return List.of(table.problem("all rows of " + table.name() + " are written again")
                .advice("Make a new table beside it and copy in batches, or wait for a maintenance window."));
    }
}
