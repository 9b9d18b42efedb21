// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.removal;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.TableChange;
import dev.migration.lint.rule.TableRule;
import dev.migration.trace.ObjectKind;

/** A column is dropped that running instances may still read or write. */
final class DropColumn extends TableRule {

    DropColumn() {
        super("drop-column", Severity.ERROR, "A column is dropped that running instances may still read or write.");
    }

    @Override
    protected List<Problem> check(TableChange table) {
        return table.isDropped()
                ? List.of()
                : table.removed(ObjectKind.COLUMN)
                        .map(column -> table.problem(
                                        "running instances may still use " + table.name() + "." + column.name())
                                .advice(
                                        "Remove it from the application everywhere first; check that nothing is lost: SELECT count(*) FROM "
                                                + table.name() + " WHERE " + column.name() + " IS NOT NULL;"))
                        .toList();
    }
}
