// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.compatibility;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.Rule;
import dev.migration.lint.rule.Situation;
import dev.migration.trace.ObjectKind;

/** A function is renamed: running instances use the old name. */
final class RenameFunction extends Rule {

    RenameFunction() {
        super("rename-function", Severity.ERROR, "A function is renamed: running instances use the old name.");
    }

    @Override
    public List<Problem> check(Situation situation) {
        return situation.trace().objects().stream()
                .filter(change ->
                        change.isOf(ObjectKind.FUNCTION) && (change.changes("name") || change.changes("schema")))
                .filter(change -> !situation.isNew(change.old()))
                .map(change -> Problem.of(
                                "running instances use the name " + change.old().name())
                        .advice("Create a second function with the new name, and drop the old one in a later release."))
                .toList();
    }
}
