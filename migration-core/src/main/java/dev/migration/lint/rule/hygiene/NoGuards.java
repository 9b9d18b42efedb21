// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.hygiene;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.Rule;
import dev.migration.lint.rule.Situation;

/** A statement outside a transaction has no IF EXISTS or IF NOT EXISTS. */
final class NoGuards extends Rule {

    NoGuards() {
        super("no-guards", Severity.OFF, "A statement outside a transaction has no IF EXISTS or IF NOT EXISTS.");
    }

    @Override
    public List<Problem> check(Situation situation) {
        boolean names = situation.begins("create") || situation.begins("drop");
        return situation.isOutside() && names && !situation.words().contains("exists")
                ? List.of(Problem.of("if the script is interrupted, this statement cannot be run again"))
                : List.of();
    }
}
