// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.compatibility;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.Rule;
import dev.migration.lint.rule.Situation;
import dev.migration.trace.RelationState;
import dev.migration.trace.RelationTrace;

/** A view or sequence is renamed: running instances use the old name. */
final class RenameView extends Rule {

    RenameView() {
        super("rename-view", Severity.ERROR, "A view or sequence is renamed: running instances use the old name.");
    }

    @Override
    public List<Problem> check(Situation situation) {
        return situation
                .trace()
                .existing()
                .filter(relation -> relation.relation().is("kind", "v")
                        || relation.relation().is("kind", "S"))
                .filter(relation -> relation.changes().stream()
                        .anyMatch(change -> change.changes("relname") || change.changes("schema")))
                .filter(relation -> !isReplaced(situation, relation))
                .map(relation -> Problem.of("running instances use the name " + relation.name())
                        .advice("Create a second one with the new name, and drop the old one in a later release."))
                .toList();
    }

    private static boolean isReplaced(Situation situation, RelationTrace relation) {
        return relation.before()
                .map(RelationState::relation)
                .filter(old -> situation.existsAtEnd(old.fact("schema"), old.fact("relname")))
                .isPresent();
    }
}
