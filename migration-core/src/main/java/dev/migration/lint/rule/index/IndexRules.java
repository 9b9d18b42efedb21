// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.index;

import java.util.List;

import dev.migration.lint.rule.Rule;

/** The rules of this package. */
public final class IndexRules {

    private IndexRules() {}

    public static List<Rule> all() {
        return List.of(
                new CreateIndexBlocking(),
                new DropIndexBlocking(),
                new IndexDropped(),
                new ReindexBlocking(),
                new InvalidIndexLeft(),
                new IndexCorruptionBug(),
                new ConcurrentlyNeedsOwnRevision(),
                new TimeoutEndsConcurrentBuild());
    }
}
