// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.rewrite;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.TableChange;
import dev.migration.lint.rule.TableRule;

/** TRUNCATE removes all rows of a table, and with CASCADE those of every table that refers to it. */
final class TruncateTable extends TableRule {

    TruncateTable() {
        super(
                "truncate-table",
                Severity.ERROR,
                "TRUNCATE removes all rows of a table, and with CASCADE those of every table that refers to it.");
    }

    @Override
    protected List<Problem> check(TableChange table) {
        if (!RewriteCause.TRUNCATE.isCauseOf(table)) {
            return List.of();
        }
        return List.of(table.problem("all rows of " + table.name() + " are removed")
                .advice("Delete in batches, or name every table instead of CASCADE."));
    }
}
