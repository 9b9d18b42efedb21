// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.hygiene;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.Rule;
import dev.migration.lint.rule.Situation;
import dev.migration.lint.rule.TableChange;
import dev.migration.trace.ObjectKind;

/** A primary key is an integer of 32 bits. */
final class IntPrimaryKey extends Rule {

    IntPrimaryKey() {
        super("int-primary-key", Severity.OFF, "A primary key is an integer of 32 bits.");
    }

    @Override
    public List<Problem> check(Situation situation) {
        return situation.everyTable().stream()
                .flatMap(table -> table.added(ObjectKind.COLUMN)
                        .filter(column -> column.is("type", "integer")
                                && table.addedConstraints("p").anyMatch(key -> TableChange.covers(key, column)))
                        .map(column -> table.problem(column.name() + " ends at 2,147,483,647")))
                .toList();
    }
}
