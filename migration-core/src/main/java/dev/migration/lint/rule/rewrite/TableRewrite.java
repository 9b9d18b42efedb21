// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.rewrite;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.TableChange;
import dev.migration.lint.rule.TableRule;

/** An existing table is written again, row by row, while nobody can read it. */
final class TableRewrite extends TableRule {

    TableRewrite() {
        super(
                "table-rewrite",
                Severity.ERROR,
                "An existing table is written again, row by row, while nobody can read it.");
    }

    @Override
    protected List<Problem> check(TableChange table) {
        if (!RewriteCause.UNKNOWN.isCauseOf(table)) {
            return List.of();
        }
        return List.of(
                table.problem("all rows of " + table.name() + " are written again")
                        .advice(
                                "Make a new table beside it, copy in batches, keep both equal with a trigger, and swap their names."));
    }
}
