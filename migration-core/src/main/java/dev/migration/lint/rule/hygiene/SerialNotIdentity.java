// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.hygiene;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.Rule;
import dev.migration.lint.rule.Situation;
import dev.migration.trace.ObjectKind;

/** A column is serial instead of an identity column. */
final class SerialNotIdentity extends Rule {

    SerialNotIdentity() {
        super("serial-not-identity", Severity.OFF, "A column is serial instead of an identity column.");
    }

    @Override
    public List<Problem> check(Situation situation) {
        return situation.everyTable().stream()
                .flatMap(table -> table.added(ObjectKind.COLUMN)
                        .filter(column -> column.fact("default").startsWith("nextval("))
                        .map(column -> table.problem(column.name()
                                + " is serial; an identity column has its sequence and its privileges with it")))
                .toList();
    }
}
