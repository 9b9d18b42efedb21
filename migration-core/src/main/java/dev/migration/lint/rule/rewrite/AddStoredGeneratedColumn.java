// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.rewrite;

import java.util.ArrayList;
import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.SafeSql;
import dev.migration.lint.rule.TableChange;
import dev.migration.lint.rule.TableRule;
import dev.migration.trace.CatalogObject;

/** A new column is generated and stored, so every row is written again. */
final class AddStoredGeneratedColumn extends TableRule {

    private static final int FIRST_WITH_VIRTUAL = 18;

    AddStoredGeneratedColumn() {
        super(
                "add-stored-generated-column",
                Severity.ERROR,
                "A new column is generated and stored, so every row is written again.");
    }

    @Override
    protected List<Problem> check(TableChange table) {
        if (!RewriteCause.GENERATED.isCauseOf(table)) {
            return List.of();
        }
        return RewriteCause.GENERATED
                .columns(table)
                .map(column -> problem(table, column))
                .toList();
    }

    private static Problem problem(TableChange table, CatalogObject column) {
        Problem problem = table.problem("the new column " + column.name() + " is stored, so all rows of " + table.name()
                + " are written again");
        SafeSql sql = new SafeSql(table);
        if (table.situation().version() >= FIRST_WITH_VIRTUAL) {
            return problem.sql(sql.alter("ADD COLUMN " + column.name() + " " + column.fact("type")
                            + " GENERATED ALWAYS AS (" + column.fact("default") + ") VIRTUAL"))
                    .advice("A virtual column is computed when it is read; it cannot be indexed.");
        }
        List<String> revisions = new ArrayList<>(List.of(sql.addColumn(column)));
        revisions.addAll(sql.computed(column.name(), column.fact("default")));
        return problem.sql(revisions).advice("Fill the existing rows in batches afterwards.");
    }
}
