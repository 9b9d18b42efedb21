// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.hygiene;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.Rule;
import dev.migration.lint.rule.Situation;

/** The server warned. */
final class ServerWarning extends Rule {

    ServerWarning() {
        super("server-warning", Severity.WARNING, "The server warned.");
    }

    @Override
    public List<Problem> check(Situation situation) {
        return situation.trace().messages().stream()
                .filter(message -> message.severity().equals("WARNING"))
                .map(message -> Problem.of("the server warned: " + message.text()))
                .toList();
    }
}
