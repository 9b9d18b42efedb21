// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.hygiene;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.Rule;
import dev.migration.lint.rule.Situation;

/** A name is longer than 63 bytes, so the server shortens it. */
final class IdentifierTruncated extends Rule {

    IdentifierTruncated() {
        super("identifier-truncated", Severity.WARNING, "A name is longer than 63 bytes, so the server shortens it.");
    }

    @Override
    public List<Problem> check(Situation situation) {
        return situation.trace().messages().stream()
                .filter(message -> message.state().equals("42622"))
                .map(message -> Problem.of(message.text()).advice("Shorten the name."))
                .toList();
    }
}
