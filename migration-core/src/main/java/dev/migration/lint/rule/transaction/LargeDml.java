// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.transaction;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.TableChange;
import dev.migration.lint.rule.TableRule;
import dev.migration.trace.LockMode;

/** One statement changes many rows: their locks and their old versions stay until it ends. */
final class LargeDml extends TableRule {

    private static final long MANY = 10_000;

    LargeDml() {
        super(
                "large-dml",
                Severity.WARNING,
                "One statement changes many rows: their locks and their old versions stay until it ends.");
    }

    @Override
    protected List<Problem> check(TableChange table) {
        boolean write = table.situation().begins("update")
                || table.situation().begins("delete")
                || table.situation().begins("merge")
                || table.situation().begins("with")
                || table.situation().begins("do")
                || table.situation().begins("insert")
                || table.situation().begins("copy");
        boolean all = write
                && !table.situation().begins("insert")
                && table.isScanned()
                && table.lock().filter(mode -> mode == LockMode.ROW_EXCLUSIVE).isPresent();
        return write && table.rows() > MANY || all
                ? List.of(table.problem(
                                table.rows() > MANY
                                        ? table.rows() + " rows of " + table.name() + " are changed in one transaction"
                                        : "all rows of " + table.name()
                                                + " are read and may be changed in one transaction")
                        .advice("Change them in batches, each in a transaction of its own."))
                : List.of();
    }
}
