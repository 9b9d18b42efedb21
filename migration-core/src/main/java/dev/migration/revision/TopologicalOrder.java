// SPDX-License-Identifier: Apache-2.0
package dev.migration.revision;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Orders revisions so that parents come before their children; among those that are ready, the oldest comes first, then
 * the smallest id (Kahn's algorithm with a priority queue).
 */
final class TopologicalOrder {

    private static final Comparator<Revision> BY_AGE = Comparator.comparing(
                    (Revision revision) -> revision.created().orElse(Instant.MIN))
            .thenComparing(Revision::id);

    private final int[][] parents;
    private final int[] openParents;
    private final PriorityQueue<Integer> ready;

    TopologicalOrder(List<Revision> revisions, int[][] parents) {
        this.parents = parents;
        this.openParents = new int[parents.length];
        for (int index = 0; index < parents.length; index++) {
            openParents[index] = parents[index].length;
        }
        this.ready = new PriorityQueue<>(Comparator.comparing(revisions::get, BY_AGE));
    }

    /** The indexes in order, without those in a cycle or with an ancestor in one. */
    int[] order() {
        int[][] children = Edges.reversed(parents);
        for (int index = 0; index < parents.length; index++) {
            if (openParents[index] == 0) {
                ready.add(index);
            }
        }
        int[] order = new int[parents.length];
        int count = 0;
        for (Integer next = ready.poll(); next != null; next = ready.poll()) {
            order[count++] = next;
            for (int child : children[next]) {
                if (--openParents[child] == 0) {
                    ready.add(child);
                }
            }
        }
        return Arrays.copyOf(order, count);
    }
}
