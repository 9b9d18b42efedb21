// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.removal;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.Rule;
import dev.migration.lint.rule.Situation;

/** A view is dropped that running instances may still read. */
final class DropView extends Rule {

    DropView() {
        super("drop-view", Severity.ERROR, "A view is dropped that running instances may still read.");
    }

    @Override
    public List<Problem> check(Situation situation) {
        return situation
                .trace()
                .existing()
                .filter(view -> view.after().isEmpty()
                        && (view.relation().is("kind", "v") || view.relation().is("kind", "m")))
                .filter(view -> !situation.existsAtEnd(
                        view.relation().fact("schema"), view.relation().fact("relname")))
                .map(view -> Problem.of("running instances may still read the view " + view.name())
                        .advice("Use CREATE OR REPLACE VIEW, or create it again in the same revision."))
                .toList();
    }
}
