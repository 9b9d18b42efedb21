// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.hygiene;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.Rule;
import dev.migration.lint.rule.Situation;

/** A generated column says neither STORED nor VIRTUAL: before PostgreSQL 18 that is an error, since then it means VIRTUAL. */
final class GeneratedKindUnsaid extends Rule {

    GeneratedKindUnsaid() {
        super(
                "generated-kind-unsaid",
                Severity.WARNING,
                "A generated column says neither STORED nor VIRTUAL: before PostgreSQL 18 that is an error, since then it means VIRTUAL.");
    }

    @Override
    public List<Problem> check(Situation situation) {
        boolean generated = situation.says("generated", "always", "as", "(");
        return generated
                        && !situation.words().contains("stored")
                        && !situation.words().contains("virtual")
                ? List.of(Problem.of("the generated column is VIRTUAL on this server, and an error before 18")
                        .advice("Write STORED or VIRTUAL."))
                : List.of();
    }
}
