// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.rewrite;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.SafeSql;
import dev.migration.lint.rule.TableChange;
import dev.migration.lint.rule.TableRule;

/** A new column gets a default that is computed for each existing row. */
final class AddColumnVolatileDefault extends TableRule {

    AddColumnVolatileDefault() {
        super(
                "add-column-volatile-default",
                Severity.ERROR,
                "A new column gets a default that is computed for each existing row.");
    }

    @Override
    protected List<Problem> check(TableChange table) {
        if (!RewriteCause.DEFAULT.isCauseOf(table)) {
            return List.of();
        }
        SafeSql sql = new SafeSql(table);
        return RewriteCause.DEFAULT
                .columns(table)
                .map(
                        column -> table.problem("the default of the new column " + column.name()
                                        + " is computed for each row of " + table.name() + ", which is written again")
                                .sql(sql.addColumn(column)
                                        + "\n"
                                        + sql.alter("ALTER COLUMN " + column.name() + " SET DEFAULT "
                                                + column.fact("default")))
                                .advice(
                                        "Fill the existing rows in batches afterwards, then make the column NOT NULL if it must be."))
                .toList();
    }
}
