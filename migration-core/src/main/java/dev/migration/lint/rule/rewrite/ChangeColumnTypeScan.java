// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.rewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.SafeSql;
import dev.migration.lint.rule.TableChange;
import dev.migration.lint.rule.TableRule;
import dev.migration.trace.CatalogObject;
import dev.migration.trace.ObjectKind;

/** No row is written, but all rows are checked again while nobody can read the table. */
final class ChangeColumnTypeScan extends TableRule {

    ChangeColumnTypeScan() {
        super(
                "change-column-type-scan",
                Severity.ERROR,
                "No row is written, but all rows are checked again while nobody can read the table.");
    }

    @Override
    protected List<Problem> check(TableChange table) {
        if (table.isRewritten() || !table.isScanned() || !table.builtIndexes().isEmpty()) {
            return List.of();
        }
        return table.changedColumns()
                .filter(column -> column.changes("type"))
                .map(column -> problem(table, column.object()))
                .toList();
    }

    private static Problem problem(TableChange table, CatalogObject column) {
        SafeSql sql = new SafeSql(table);
        List<CatalogObject> checks = table.state().parts(ObjectKind.CONSTRAINT).stream()
                .filter(check -> check.is("type", "c") && TableChange.covers(check, column))
                .toList();
        String actions = checks.stream()
                        .map(check -> "DROP CONSTRAINT " + check.name() + ", ")
                        .collect(Collectors.joining())
                + "ALTER COLUMN " + column.name() + " TYPE " + column.fact("type")
                + checks.stream()
                        .map(check -> ", ADD CONSTRAINT " + check.name() + " "
                                + check.fact("definition").replaceFirst(" NOT VALID$", "") + " NOT VALID")
                        .collect(Collectors.joining());
        List<String> revisions = new ArrayList<>(List.of(sql.alter(actions)));
        checks.forEach(check -> revisions.add(sql.validate(check.name())));
        return table.problem("all rows of " + table.name() + " are checked again, because the type of " + column.name()
                        + " changes")
                .sql(checks.isEmpty() ? List.of() : revisions);
    }
}
