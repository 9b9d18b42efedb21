// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.constraint;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.Rule;
import dev.migration.lint.rule.SafeSql;
import dev.migration.lint.rule.Situation;
import dev.migration.lint.rule.TableChange;
import dev.migration.trace.CatalogObject;
import dev.migration.trace.ObjectKind;

/** A foreign key has no index on its columns, so each delete of a referenced row reads the whole table. */
final class ForeignKeyWithoutIndex extends Rule {

    ForeignKeyWithoutIndex() {
        super(
                "fk-without-index",
                Severity.WARNING,
                "A foreign key has no index on its columns, so each delete of a referenced row reads the whole table.");
    }

    @Override
    public List<Problem> check(Situation situation) {
        return situation.everyTable().stream()
                .flatMap(table -> table.addedConstraints("f")
                        .filter(key -> situation
                                .end(table.relation().oid())
                                .filter(end -> end.find(key).isPresent() && !ForeignKeyIndex.exists(end, key))
                                .isPresent())
                        .map(key -> problem(table, key)))
                .toList();
    }

    private static Problem problem(TableChange table, CatalogObject key) {
        String index = ForeignKeyIndex.sql(new SafeSql(table), key);
        return table.problem("no index of " + table.name() + " begins with " + key.fact("columns") + ": each delete in "
                        + key.fact("foreignname") + " reads all rows")
                .as(isOnOldColumn(table, key) ? Severity.WARNING : Severity.INFO)
                .sql(table.existedBefore() ? List.of(index) : List.of())
                .advice(table.existedBefore() ? "" : "Add to this revision: " + index.replace(" CONCURRENTLY", ""));
    }

    /** A new column has no rows to look for. */
    private static boolean isOnOldColumn(TableChange table, CatalogObject key) {
        return table.state().parts(ObjectKind.COLUMN).stream()
                .anyMatch(column ->
                        TableChange.covers(key, column) && table.relation().existedBefore(column));
    }
}
