// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.removal;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.Rule;
import dev.migration.lint.rule.Situation;
import dev.migration.trace.ObjectKind;

/** A function or procedure is dropped that running instances may still call. */
final class DropFunction extends Rule {

    DropFunction() {
        super(
                "drop-function",
                Severity.ERROR,
                "A function or procedure is dropped that running instances may still call.");
    }

    @Override
    public List<Problem> check(Situation situation) {
        return situation.trace().objects().stream()
                .filter(change -> change.isOf(ObjectKind.FUNCTION)
                        && change.isRemoved()
                        && !situation.isReplaced(change.object()))
                .filter(change -> !situation.isNew(change.old()))
                .map(change -> Problem.of("running instances may still call "
                                + change.object().name())
                        .advice("Use CREATE OR REPLACE, or create it again in the same revision."))
                .toList();
    }
}
