// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.hygiene;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.Rule;
import dev.migration.lint.rule.Situation;

/** A new relation has no schema in its name. */
final class UnqualifiedName extends Rule {

    UnqualifiedName() {
        super("unqualified-name", Severity.OFF, "A new relation has no schema in its name.");
    }

    @Override
    public List<Problem> check(Situation situation) {
        boolean creates = situation.begins("create", "table")
                || situation.begins("create", "view")
                || situation.begins("create", "sequence");
        return creates && !situation.words().contains(".")
                ? List.of(Problem.of("the name has no schema; search_path decides where it is created"))
                : List.of();
    }
}
