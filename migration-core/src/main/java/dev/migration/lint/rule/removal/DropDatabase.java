// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.removal;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.Rule;
import dev.migration.lint.rule.Situation;

/** A database is dropped. */
final class DropDatabase extends Rule {

    DropDatabase() {
        super("drop-database", Severity.ERROR, "A database is dropped.");
    }

    @Override
    public List<Problem> check(Situation situation) {
        return situation.begins("drop", "database")
                ? List.of(Problem.of("a database is dropped").advice("A revision must not do that."))
                : List.of();
    }
}
