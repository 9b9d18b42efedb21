// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.hygiene;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.Rule;
import dev.migration.lint.rule.Situation;
import dev.migration.trace.ObjectKind;

/** A column has the type json instead of jsonb. */
final class JsonColumn extends Rule {

    JsonColumn() {
        super("json-column", Severity.OFF, "A column has the type json instead of jsonb.");
    }

    @Override
    public List<Problem> check(Situation situation) {
        return situation.everyTable().stream()
                .flatMap(table -> table.added(ObjectKind.COLUMN)
                        .filter(column -> column.is("type", "json"))
                        .map(column -> table.problem(column.name() + " is json; jsonb has operators and indexes")))
                .toList();
    }
}
