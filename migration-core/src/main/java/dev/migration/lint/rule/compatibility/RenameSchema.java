// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.compatibility;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.Rule;
import dev.migration.lint.rule.Situation;
import dev.migration.trace.ObjectKind;

/** A schema is renamed: running instances use the old name. */
final class RenameSchema extends Rule {

    RenameSchema() {
        super("rename-schema", Severity.ERROR, "A schema is renamed: running instances use the old name.");
    }

    @Override
    public List<Problem> check(Situation situation) {
        return situation.trace().objects().stream()
                .filter(change -> change.isOf(ObjectKind.SCHEMA) && change.changes("name"))
                .filter(change -> !situation.isNew(change.old()))
                .map(
                        change -> Problem.of("running instances use the name "
                                        + change.old().name())
                                .advice(
                                        "Create views in the old schema, or deploy an application that uses the new name at the same time."))
                .toList();
    }
}
