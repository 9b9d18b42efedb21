// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.rewrite;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.SafeSql;
import dev.migration.lint.rule.TableChange;
import dev.migration.lint.rule.TableRule;

/** A new serial or identity column numbers every existing row. */
final class AddSerialOrIdentityColumn extends TableRule {

    AddSerialOrIdentityColumn() {
        super(
                "add-serial-or-identity-column",
                Severity.ERROR,
                "A new serial or identity column numbers every existing row.");
    }

    @Override
    protected List<Problem> check(TableChange table) {
        if (!RewriteCause.SEQUENCE.isCauseOf(table)) {
            return List.of();
        }
        SafeSql sql = new SafeSql(table);
        return RewriteCause.SEQUENCE
                .columns(table)
                .map(
                        column -> table.problem("the new column " + column.name() + " numbers all rows of "
                                        + table.name() + ", which is written again")
                                .sql(sql.addColumn(column)
                                        + "\nCREATE SEQUENCE "
                                        + sql.qualified(column.name(), "seq")
                                        + " OWNED BY "
                                        + table.name()
                                        + "."
                                        + column.name()
                                        + ";\n"
                                        + sql.alter("ALTER COLUMN " + column.name() + " SET DEFAULT nextval('"
                                                + sql.qualified(column.name(), "seq") + "')"))
                                .advice(
                                        "Number the existing rows in batches afterwards; then build the unique index concurrently."))
                .toList();
    }
}
