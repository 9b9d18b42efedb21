// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.constraint;

import java.util.ArrayList;
import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.SafeSql;
import dev.migration.lint.rule.TableChange;
import dev.migration.lint.rule.TableRule;
import dev.migration.trace.CatalogObject;
import dev.migration.trace.ObjectKind;

/** A new foreign key reads every row while both tables cannot be written. */
final class AddForeignKeyValidating extends TableRule {

    private static final int FIRST_WITH_PARTITIONED = 18;

    AddForeignKeyValidating() {
        super(
                "add-foreign-key-validating",
                Severity.ERROR,
                "A new foreign key reads every row while both tables cannot be written.");
    }

    @Override
    protected List<Problem> check(TableChange table) {
        if (!table.isRead()) {
            return List.of();
        }
        return table.addedConstraints("f")
                .filter(key -> key.is("validated"))
                .map(key -> problem(table, key))
                .toList();
    }

    private static Problem problem(TableChange table, CatalogObject key) {
        Problem problem = table.problem("all rows of " + table.name() + " are compared with " + key.fact("foreignname")
                + " while neither table can be written");
        if (table.isPartitioned() && table.situation().version() < FIRST_WITH_PARTITIONED) {
            return problem.advice(
                    "Add it NOT VALID to each partition and validate it there; then add it to the parent.");
        }
        SafeSql sql = new SafeSql(table);
        List<String> revisions = new ArrayList<>();
        boolean columnIsNew = table.added(ObjectKind.COLUMN).anyMatch(column -> TableChange.covers(key, column));
        if (columnIsNew) {
            revisions.addAll(sql.addColumns());
        }
        if (!ForeignKeyIndex.exists(table.state(), key) && !table.isPartitioned()) {
            revisions.add(ForeignKeyIndex.sql(sql, key));
        }
        revisions.add(sql.alter("ADD CONSTRAINT " + key.name() + " " + key.fact("definition") + " NOT VALID"));
        revisions.add(sql.validate(key.name()));
        return problem.sql(revisions);
    }
}
