// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.rewrite;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.TableChange;
import dev.migration.lint.rule.TableRule;

/** The file of a table is moved or written again. */
final class SetTablespaceOrAccessMethod extends TableRule {

    SetTablespaceOrAccessMethod() {
        super("set-tablespace-or-access-method", Severity.ERROR, "The file of a table is moved or written again.");
    }

    @Override
    protected List<Problem> check(TableChange table) {
        if (!RewriteCause.STORAGE.isCauseOf(table)) {
            return List.of();
        }
        return List.of(table.problem("the file of " + table.name() + " is moved or written again")
                .advice("Move it in a maintenance window, or with pg_repack."));
    }
}
