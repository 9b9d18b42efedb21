// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.compatibility;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.SafeSql;
import dev.migration.lint.rule.TableChange;
import dev.migration.lint.rule.TableRule;
import dev.migration.trace.ObjectKind;

/** A new column is NOT NULL and has no default: INSERTs of running instances fail. */
final class AddRequiredColumn extends TableRule {

    AddRequiredColumn() {
        super(
                "add-required-column",
                Severity.ERROR,
                "A new column is NOT NULL and has no default: INSERTs of running instances fail.");
    }

    @Override
    protected List<Problem> check(TableChange table) {
        return table.added(ObjectKind.COLUMN)
                .filter(column -> column.is("notnull")
                        && column.fact("default").isEmpty()
                        && column.fact("identity").isEmpty()
                        && column.fact("generated").isEmpty())
                .filter(column -> table.addedConstraints("p").noneMatch(key -> TableChange.covers(key, column)))
                .map(
                        column -> table.problem("INSERTs of running instances do not know " + table.name() + "."
                                        + column.name() + ", and the statement fails if there are rows")
                                .sql(new SafeSql(table).addColumn(column))
                                .advice(
                                        "Or give it a constant default, which costs nothing. Make it NOT NULL when all instances write it."))
                .toList();
    }
}
