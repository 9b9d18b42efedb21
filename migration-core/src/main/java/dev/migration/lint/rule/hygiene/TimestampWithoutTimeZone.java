// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.hygiene;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.Rule;
import dev.migration.lint.rule.Situation;
import dev.migration.trace.ObjectKind;

/** A column has a time without time zone. */
final class TimestampWithoutTimeZone extends Rule {

    TimestampWithoutTimeZone() {
        super("timestamp-without-tz", Severity.OFF, "A column has a time without time zone.");
    }

    @Override
    public List<Problem> check(Situation situation) {
        return situation.everyTable().stream()
                .flatMap(table -> table.added(ObjectKind.COLUMN)
                        .filter(column -> column.fact("type").equals("timestamp without time zone"))
                        .map(column -> table.problem(column.name() + " has no time zone")))
                .toList();
    }
}
