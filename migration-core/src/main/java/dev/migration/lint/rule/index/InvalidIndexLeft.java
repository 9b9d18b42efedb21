// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.index;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.SafeSql;
import dev.migration.lint.rule.TableChange;
import dev.migration.lint.rule.TableRule;
import dev.migration.trace.ObjectKind;

/** An index is invalid: a concurrent build failed, and queries do not use it. */
final class InvalidIndexLeft extends TableRule {

    InvalidIndexLeft() {
        super(
                "invalid-index-left",
                Severity.WARNING,
                "An index is invalid: a concurrent build failed, and queries do not use it.");
    }

    @Override
    protected List<Problem> check(TableChange table) {
        return table.state().parts(ObjectKind.RELATION).stream()
                .filter(index -> index.is("kind", "i") && index.is("valid", "false"))
                .filter(index -> table.situation()
                        .end(table.relation().oid())
                        .flatMap(end -> end.find(index))
                        .filter(end -> end.is("valid", "false"))
                        .isPresent())
                .filter(index -> table.relation()
                        .before()
                        .flatMap(before -> before.find(index))
                        .filter(before -> before.equals(index))
                        .isEmpty())
                .map(index -> table.problem("the index " + index.name() + " of " + table.name() + " is invalid")
                        .sql("DROP INDEX CONCURRENTLY " + index.name() + ";", new SafeSql(table).concurrently(index)))
                .toList();
    }
}
