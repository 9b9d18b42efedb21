// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.compatibility;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.Rule;
import dev.migration.lint.rule.Situation;
import dev.migration.trace.ObjectKind;

/** The server does not know what the body of a function uses: a later change may break it without an error. */
final class UntrackedFunctionBody extends Rule {

    UntrackedFunctionBody() {
        super(
                "untracked-function-body",
                Severity.INFO,
                "The server does not know what the body of a function uses: a later change may break it without an error.");
    }

    @Override
    public List<Problem> check(Situation situation) {
        return situation.trace().objects().stream()
                .filter(change -> change.isOf(ObjectKind.FUNCTION)
                        && !change.isRemoved()
                        && !change.object().is("tracked"))
                .filter(change ->
                        List.of("sql", "plpgsql").contains(change.object().fact("language")))
                .filter(change -> change.isAdded() || change.changes("body"))
                .map(change -> Problem.of("the server does not know what the body of "
                        + change.object().name() + " uses"))
                .toList();
    }
}
