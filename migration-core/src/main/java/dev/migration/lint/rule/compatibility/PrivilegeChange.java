// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.compatibility;

import java.util.List;
import java.util.stream.Stream;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.Rule;
import dev.migration.lint.rule.Situation;
import dev.migration.trace.RelationTrace;

/** Privileges or an owner change; REVOKE may break running instances. */
final class PrivilegeChange extends Rule {

    PrivilegeChange() {
        super("privilege-change", Severity.INFO, "Privileges or an owner change; REVOKE may break running instances.");
    }

    @Override
    public List<Problem> check(Situation situation) {
        boolean narrows =
                situation.words().contains("revoke") || situation.words().contains("owner");
        Stream<String> relations = situation
                .trace()
                .existing()
                .filter(relation -> relation.changes().stream()
                        .anyMatch(change -> change.changes("acl") || change.changes("owner")))
                .map(RelationTrace::name);
        Stream<String> objects = situation.trace().objects().stream()
                .filter(change -> change.changes("acl") && !situation.isNew(change.object()))
                .map(change -> change.object().name());
        return Stream.concat(relations, objects)
                .map(name ->
                        Problem.of("privileges of " + name + " change").as(narrows ? Severity.WARNING : Severity.INFO))
                .toList();
    }
}
