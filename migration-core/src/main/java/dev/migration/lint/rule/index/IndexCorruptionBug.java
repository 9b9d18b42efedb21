// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.index;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.Rule;
import dev.migration.lint.rule.Situation;

/** PostgreSQL 14.0 to 14.3 may leave out rows when an index is built concurrently. */
final class IndexCorruptionBug extends Rule {

    IndexCorruptionBug() {
        super(
                "index-corruption-bug",
                Severity.ERROR,
                "PostgreSQL 14.0 to 14.3 may leave out rows when an index is built concurrently.");
    }

    @Override
    public List<Problem> check(Situation situation) {
        int server = situation.trace().settings().serverVersion();
        boolean concurrent = situation.words().contains("concurrently")
                && situation.words().contains("index")
                && !situation.begins("drop");
        return server >= 140_000 && server < 140_004 && concurrent
                ? List.of(Problem.of("this server may leave rows out of an index that is built concurrently")
                        .advice("Install PostgreSQL 14.4 or newer first."))
                : List.of();
    }
}
