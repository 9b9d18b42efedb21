// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.removal;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.Rule;
import dev.migration.lint.rule.Situation;
import dev.migration.trace.ObjectKind;

/** A sequence is dropped that running instances may still use. */
final class DropSequence extends Rule {

    DropSequence() {
        super("drop-sequence", Severity.ERROR, "A sequence is dropped that running instances may still use.");
    }

    @Override
    public List<Problem> check(Situation situation) {
        boolean ownerDropped = situation.everyTable().stream()
                        .anyMatch(table -> table.isDropped()
                                || table.removed(ObjectKind.COLUMN).findAny().isPresent())
                || situation.everyTable().stream()
                        .anyMatch(table -> table.changedColumns().anyMatch(column -> column.changes("identity")));
        return ownerDropped
                ? List.of()
                : situation
                        .trace()
                        .existing()
                        .filter(sequence -> sequence.after().isEmpty()
                                && sequence.relation().is("kind", "S"))
                        .map(sequence -> Problem.of("running instances may still use the sequence " + sequence.name())
                                .advice("Remove it from the application everywhere first."))
                        .toList();
    }
}
