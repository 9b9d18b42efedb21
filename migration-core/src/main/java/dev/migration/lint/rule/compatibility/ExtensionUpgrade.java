// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.compatibility;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.Rule;
import dev.migration.lint.rule.Situation;
import dev.migration.trace.ObjectKind;

/** An extension gets another version or is dropped. */
final class ExtensionUpgrade extends Rule {

    ExtensionUpgrade() {
        super("extension-upgrade", Severity.WARNING, "An extension gets another version or is dropped.");
    }

    @Override
    public List<Problem> check(Situation situation) {
        return situation.trace().objects().stream()
                .filter(change ->
                        change.isOf(ObjectKind.EXTENSION) && (change.isRemoved() || change.changes("version")))
                .filter(change -> !situation.isNew(change.old()))
                .map(change -> Problem.of("the extension " + change.object().name() + " changes")
                        .advice("Rehearse it on a copy of the database, and say why in an @allow."))
                .toList();
    }
}
