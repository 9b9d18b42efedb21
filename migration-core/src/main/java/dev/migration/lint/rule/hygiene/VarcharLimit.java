// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.hygiene;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.Rule;
import dev.migration.lint.rule.Situation;
import dev.migration.trace.ObjectKind;

/** A column has a limit of its length. */
final class VarcharLimit extends Rule {

    VarcharLimit() {
        super("varchar-limit", Severity.OFF, "A column has a limit of its length.");
    }

    @Override
    public List<Problem> check(Situation situation) {
        return situation.everyTable().stream()
                .flatMap(table -> table.added(ObjectKind.COLUMN)
                        .filter(column -> column.fact("type").startsWith("character varying("))
                        .map(column -> table.problem(column.name() + " is " + column.fact("type")
                                + "; text with a CHECK is easier to change")))
                .toList();
    }
}
