// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.rewrite;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.SafeSql;
import dev.migration.lint.rule.TableChange;
import dev.migration.lint.rule.TableRule;
import dev.migration.trace.CatalogChange;

/** A column gets a type whose values are stored in another way, so every row is written again. */
final class ChangeColumnTypeRewrite extends TableRule {

    ChangeColumnTypeRewrite() {
        super(
                "change-column-type-rewrite",
                Severity.ERROR,
                "A column gets a type whose values are stored in another way, so every row is written again.");
    }

    @Override
    protected List<Problem> check(TableChange table) {
        if (!RewriteCause.TYPE.isCauseOf(table)) {
            return List.of();
        }
        return table.changedColumns()
                .filter(column -> column.changes("type"))
                .map(column -> problem(table, column))
                .toList();
    }

    private static Problem problem(TableChange table, CatalogChange column) {
        String type = column.object().fact("type");
        String name = column.old().name();
        String beside = new SafeSql(table).beside(name);
        return table.problem(table.name() + "." + name + " changes from "
                        + column.old().fact("type") + " to " + type + ": all rows are written again")
                .sql(new SafeSql(table).columnBeside(name, beside, type))
                .advice("Fill " + beside + " in batches, let the application read it, and drop " + name
                        + " in a later release.");
    }
}
