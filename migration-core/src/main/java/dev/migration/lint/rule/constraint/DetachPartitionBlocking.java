// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.constraint;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.Rule;
import dev.migration.lint.rule.Situation;
import dev.migration.trace.ObjectKind;

/** DETACH PARTITION without CONCURRENTLY: nobody can read the parent meanwhile. */
final class DetachPartitionBlocking extends Rule {

    DetachPartitionBlocking() {
        super(
                "detach-partition-blocking",
                Severity.ERROR,
                "DETACH PARTITION without CONCURRENTLY: nobody can read the parent meanwhile.");
    }

    @Override
    public List<Problem> check(Situation situation) {
        if (situation.isOutside()) {
            return List.of();
        }
        return situation.everyTable().stream()
                .filter(table -> table.existedBefore() && !table.isDropped())
                .flatMap(table -> table.removed(ObjectKind.PARENT)
                        .filter(parent -> parent.is("partition"))
                        .map(parent -> table.problem(
                                        "nobody can read " + parent.name() + " until " + table.name() + " is detached")
                                .sql("ALTER TABLE " + parent.name() + " DETACH PARTITION " + table.name()
                                        + " CONCURRENTLY;")))
                .toList();
    }
}
