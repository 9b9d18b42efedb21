// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.compatibility;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.Rule;
import dev.migration.lint.rule.Situation;
import dev.migration.trace.ObjectKind;

/** A value of an enum is renamed: running instances use the old one. */
final class RenameEnumValue extends Rule {

    RenameEnumValue() {
        super("rename-enum-value", Severity.ERROR, "A value of an enum is renamed: running instances use the old one.");
    }

    @Override
    public List<Problem> check(Situation situation) {
        return situation.trace().objects().stream()
                .filter(change -> change.isOf(ObjectKind.LABEL) && change.changes("label"))
                .filter(change -> !situation.isNew(change.old()))
                .map(change -> Problem.of("running instances use the value "
                                + change.old().name())
                        .sql("ALTER TYPE " + change.object().fact("type") + " ADD VALUE "
                                + change.object().name() + " AFTER "
                                + change.old().name() + ";")
                        .advice("Let the application understand both, then change the rows in batches."))
                .toList();
    }
}
