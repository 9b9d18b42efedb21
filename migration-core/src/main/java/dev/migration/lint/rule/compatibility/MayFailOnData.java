// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.compatibility;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.TableChange;
import dev.migration.lint.rule.TableRule;
import dev.migration.trace.ObjectKind;

/** Existing rows may break a new condition: then the statement fails. */
final class MayFailOnData extends TableRule {

    MayFailOnData() {
        super("may-fail-on-data", Severity.INFO, "Existing rows may break a new condition: then the statement fails.");
    }

    @Override
    protected List<Problem> check(TableChange table) {
        boolean reads = table.isRead() || !table.builtIndexes().isEmpty();
        return reads
                                && table.added(ObjectKind.CONSTRAINT)
                                        .anyMatch(constraint ->
                                                constraint.fact("parent").isEmpty())
                        || table.changedColumns().anyMatch(column -> column.changesTo("notnull", "true"))
                        || table.builtIndexes().stream().anyMatch(index -> index.is("unique"))
                ? List.of(table.problem("the statement fails if a row of " + table.name() + " breaks the condition"))
                : List.of();
    }
}
