// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.index;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.Rule;
import dev.migration.lint.rule.Situation;

/** CONCURRENTLY ends the transaction of a revision, so its other statements cannot be undone together. */
final class ConcurrentlyNeedsOwnRevision extends Rule {

    ConcurrentlyNeedsOwnRevision() {
        super(
                "concurrently-needs-own-revision",
                Severity.WARNING,
                "CONCURRENTLY ends the transaction of a revision, so its other statements cannot be undone together.");
    }

    @Override
    public List<Problem> check(Situation situation) {
        if (!situation.isOutside()
                || situation.trace().statement().isCode()
                || situation.revision().size() < 2
                || !situation.words().contains("concurrently")) {
            return List.of();
        }
        return List.of(
                Problem.of("this statement runs outside a transaction, so the revision is committed in several parts")
                        .sql(situation.revision().stream()
                                .map(statement -> statement.text() + ";")
                                .toList())
                        .advice("Give it a revision of its own."));
    }
}
