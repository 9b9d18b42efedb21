// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.transaction;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.Rule;
import dev.migration.lint.rule.Situation;
import dev.migration.trace.ObjectKind;

/** A new value of an enum is used in the revision that adds it: it must be committed first, so the revision is not atomic. */
final class EnumValueUsedTooEarly extends Rule {

    EnumValueUsedTooEarly() {
        super(
                "enum-value-used-too-early",
                Severity.WARNING,
                "A new value of an enum is used in the revision that adds it: it must be committed first, so the revision is not atomic.");
    }

    @Override
    public List<Problem> check(Situation situation) {
        List<String> added = situation.earlierInRevision().stream()
                .flatMap(earlier -> earlier.trace().objects().stream())
                .filter(change -> change.isAdded() && change.isOf(ObjectKind.LABEL))
                .filter(change -> !situation.isNewType(change.object()))
                .map(change -> change.object().name())
                .toList();
        return situation.words().stream()
                .filter(added::contains)
                .findFirst()
                .map(value -> Problem.of("the value " + value + " is used in the revision that adds it")
                        .sql(situation.revision().stream()
                                .map(statement -> statement.text() + ";")
                                .toList())
                        .advice("Add the value in a revision of its own."))
                .stream()
                .toList();
    }
}
