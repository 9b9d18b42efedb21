// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.compatibility;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.TableChange;
import dev.migration.lint.rule.TableRule;

/** A column may become NULL: running instances may not expect it. */
final class DropNotNull extends TableRule {

    DropNotNull() {
        super("drop-not-null", Severity.WARNING, "A column may become NULL: running instances may not expect it.");
    }

    @Override
    protected List<Problem> check(TableChange table) {
        return table.changedColumns()
                .filter(column -> column.changesTo("notnull", "false"))
                .map(column -> table.problem("running instances may not expect NULL in " + table.name() + "."
                                + column.object().name())
                        .advice("Deploy an application that reads NULL first."))
                .toList();
    }
}
