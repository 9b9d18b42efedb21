// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.hygiene;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.Rule;
import dev.migration.lint.rule.Situation;
import dev.migration.trace.ObjectKind;

/** A column has the type char(n), which pads with blanks. */
final class CharColumn extends Rule {

    CharColumn() {
        super("char-column", Severity.OFF, "A column has the type char(n), which pads with blanks.");
    }

    @Override
    public List<Problem> check(Situation situation) {
        return situation.everyTable().stream()
                .flatMap(table -> table.added(ObjectKind.COLUMN)
                        .filter(column -> column.fact("type").startsWith("character("))
                        .map(column -> table.problem(
                                column.name() + " is " + column.fact("type") + ", which pads with blanks")))
                .toList();
    }
}
