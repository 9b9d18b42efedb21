// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.compatibility;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.Rule;
import dev.migration.lint.rule.Situation;
import dev.migration.trace.ObjectKind;

/** A value is added to an enum without a position: it becomes the last one, whatever branch came first. */
final class EnumAddValuePosition extends Rule {

    EnumAddValuePosition() {
        super(
                "enum-add-value-position",
                Severity.WARNING,
                "A value is added to an enum without a position: it becomes the last one, whatever branch came first.");
    }

    @Override
    public List<Problem> check(Situation situation) {
        boolean positioned =
                situation.words().contains("before") || situation.words().contains("after");
        return positioned
                ? List.of()
                : situation.trace().objects().stream()
                        .filter(change -> change.isOf(ObjectKind.LABEL)
                                && change.isAdded()
                                && !situation.isNewType(change.object()))
                        .filter(change -> !change.object().fact("before").isEmpty())
                        .map(change -> Problem.of(
                                        "the position of " + change.object().name() + " is not said")
                                .sql("ALTER TYPE " + change.object().fact("type") + " ADD VALUE "
                                        + change.object().name() + " AFTER "
                                        + change.object().fact("before") + ";"))
                        .toList();
    }
}
