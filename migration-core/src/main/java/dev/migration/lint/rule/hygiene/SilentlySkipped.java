// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.hygiene;

import java.util.List;
import java.util.Set;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.Rule;
import dev.migration.lint.rule.Situation;

/** IF NOT EXISTS or IF EXISTS did nothing: the schema is not what the author of the script thought. */
final class SilentlySkipped extends Rule {

    /** Something of this name exists: a table, a column, another object. */
    private static final Set<String> EXISTS = Set.of("42P07", "42701", "42710");

    SilentlySkipped() {
        super(
                "silently-skipped",
                Severity.WARNING,
                "IF NOT EXISTS or IF EXISTS did nothing: the schema is not what the author of the script thought.");
    }

    @Override
    public List<Problem> check(Situation situation) {
        return situation.trace().messages().stream()
                .filter(message -> message.text().endsWith("skipping"))
                .map(message -> Problem.of("the statement did nothing: " + message.text())
                        .as(
                                EXISTS.contains(message.state()) && !situation.says("create", "extension")
                                        ? Severity.WARNING
                                        : Severity.INFO))
                .toList();
    }
}
