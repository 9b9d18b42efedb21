// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.compatibility;

import java.util.List;
import java.util.stream.Stream;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.TableChange;
import dev.migration.lint.rule.TableRule;
import dev.migration.trace.CatalogObject;
import dev.migration.trace.ObjectKind;

/** A new condition, also one that is NOT VALID, refuses what running instances may write. */
final class TightenForOldWriters extends TableRule {

    TightenForOldWriters() {
        super(
                "tighten-for-old-writers",
                Severity.INFO,
                "A new condition, also one that is NOT VALID, refuses what running instances may write.");
    }

    @Override
    protected List<Problem> check(TableChange table) {
        Stream<String> constraints = table.added(ObjectKind.CONSTRAINT)
                .filter(constraint -> constraint.fact("parent").isEmpty() && isOnOldColumn(table, constraint))
                .map(CatalogObject::name);
        return constraints
                .map(name -> table.problem("running instances may write rows that " + name + " refuses")
                        .advice("Deploy an application that keeps the condition first."))
                .toList();
    }

    private static boolean isOnOldColumn(TableChange table, CatalogObject constraint) {
        return table.state().parts(ObjectKind.COLUMN).stream()
                .anyMatch(column -> TableChange.covers(constraint, column)
                        && table.relation().existedBefore(column));
    }
}
