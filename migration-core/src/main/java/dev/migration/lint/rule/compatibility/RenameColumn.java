// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.compatibility;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.SafeSql;
import dev.migration.lint.rule.TableChange;
import dev.migration.lint.rule.TableRule;
import dev.migration.trace.ObjectKind;

/** A column is renamed: running instances use the old name. */
final class RenameColumn extends TableRule {

    RenameColumn() {
        super("rename-column", Severity.ERROR, "A column is renamed: running instances use the old name.");
    }

    @Override
    protected List<Problem> check(TableChange table) {
        return table.changed(ObjectKind.COLUMN)
                .filter(column -> !column.isAdded()
                        && !column.isRemoved()
                        && table.relation().existedBefore(column.object()))
                .filter(column -> !column.old().name().equals(column.object().name()))
                .map(
                        column -> table.problem("running instances use the name " + table.name() + "."
                                        + column.old().name())
                                .sql(new SafeSql(table)
                                        .columnBeside(
                                                column.old().name(),
                                                column.object().name(),
                                                column.object().fact("type")))
                                .advice(
                                        "Fill the new column in batches, let the application use it, and drop the old one in a later release."))
                .toList();
    }
}
