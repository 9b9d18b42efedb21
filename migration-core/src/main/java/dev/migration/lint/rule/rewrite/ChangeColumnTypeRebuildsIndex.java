// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.rewrite;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.SafeSql;
import dev.migration.lint.rule.TableChange;
import dev.migration.lint.rule.TableRule;
import dev.migration.trace.CatalogObject;
import dev.migration.trace.ObjectKind;

/** The table stays as it is, but an index is built again while nobody can read the table. */
final class ChangeColumnTypeRebuildsIndex extends TableRule {

    ChangeColumnTypeRebuildsIndex() {
        super(
                "change-column-type-rebuilds-index",
                Severity.ERROR,
                "The table stays as it is, but an index is built again while nobody can read the table.");
    }

    @Override
    protected List<Problem> check(TableChange table) {
        if (table.isRewritten()
                || table.changedColumns().noneMatch(column -> column.changes("type") || column.changes("collation"))) {
            return List.of();
        }
        return table.builtIndexes().stream().map(index -> problem(table, index)).toList();
    }

    private static Problem problem(TableChange table, CatalogObject index) {
        Problem problem = table.problem("the change of a type builds the index " + index.name() + " again");
        boolean ofConstraint = table.state().parts(ObjectKind.CONSTRAINT).stream()
                .anyMatch(constraint -> constraint.is("index", index.id()));
        return ofConstraint || table.isPartitioned()
                ? problem.advice("The index belongs to a constraint: use a new column beside the old one.")
                : problem.sql(
                        "DROP INDEX CONCURRENTLY " + index.name() + ";",
                        table.situation().text() + ";",
                        new SafeSql(table).concurrently(index));
    }
}
