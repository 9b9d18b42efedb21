// SPDX-License-Identifier: Apache-2.0
package dev.migration.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.migration.revision.Revision;
import dev.migration.revision.RevisionGraph;
import dev.migration.revision.RevisionSet;

/**
 * The revisions that are applied in a database.
 *
 * @param applied the applied revisions
 * @param ranks the position of each in the order in which they were applied; empty if only version rows are known
 */
record AppliedSet(RevisionSet applied, Optional<Map<String, Integer>> ranks) {

    static AppliedSet inOrder(RevisionGraph graph, List<String> appliedInOrder) {
        Map<String, Integer> ranks = new HashMap<>();
        for (int rank = 0; rank < appliedInOrder.size(); rank++) {
            String id = appliedInOrder.get(rank);
            ranks.put(graph.replacementOf(id).map(Revision::id).orElse(id), rank);
        }
        return new AppliedSet(graph.knownOrReplacements(appliedInOrder), Optional.of(ranks));
    }
}
