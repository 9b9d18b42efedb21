// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.removal;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.Rule;
import dev.migration.lint.rule.Situation;
import dev.migration.trace.ObjectKind;

/** A schema is dropped with everything in it. */
final class DropSchema extends Rule {

    DropSchema() {
        super("drop-schema", Severity.ERROR, "A schema is dropped with everything in it.");
    }

    @Override
    public List<Problem> check(Situation situation) {
        return situation.trace().objects().stream()
                .filter(change -> change.isOf(ObjectKind.SCHEMA) && change.isRemoved())
                .filter(change -> !situation.isNew(change.old()))
                .map(change -> Problem.of("running instances may still use the schema "
                                + change.object().name())
                        .advice("Remove it from the application everywhere first."))
                .toList();
    }
}
