// SPDX-License-Identifier: Apache-2.0
package dev.migration.revision;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/**
 * Tracks the maximal applied revisions through single steps. The cost of a step is the number of edges that it touches.
 *
 * <p>For each ancestor of an applied revision, the tracker counts the children that are applied or have an applied
 * descendant. An applied revision with a count of zero is maximal. This is also correct if an ancestor of an applied
 * revision is not applied, as after a splice.
 */
public final class HeadsTracker {

    private final RevisionGraph graph;
    private final BitSet applied = new BitSet();
    private final BitSet held = new BitSet();
    private final int[] holders;

    public HeadsTracker(RevisionGraph graph, RevisionSet applied) {
        this.graph = graph;
        this.holders = new int[graph.size()];
        applied.ordinals().forEach(this::addApplied);
    }

    /** Records that the revision is applied. */
    public HeadsChange apply(Revision revision) {
        int ordinal = graph.ordinal(revision.id());
        List<String> covered = addApplied(ordinal);
        return new HeadsChange(covered, isHead(ordinal) ? List.of(revision.id()) : List.of());
    }

    /** Records that the revision is no longer applied. */
    public HeadsChange revert(Revision revision) {
        int ordinal = graph.ordinal(revision.id());
        List<String> removed = isHead(ordinal) ? List.of(revision.id()) : List.of();
        applied.clear(ordinal);
        return new HeadsChange(removed, release(ordinal));
    }

    /** The ids of the maximal applied revisions, in order. */
    public List<String> heads() {
        return applied.stream().filter(this::isHead).mapToObj(this::id).toList();
    }

    /**
     * Adds a revision and those of its ancestors that were not counted yet; returns the ids that are no longer maximal.
     */
    private List<String> addApplied(int first) {
        List<String> covered = new ArrayList<>();
        applied.set(first);
        Deque<Integer> open = new ArrayDeque<>(List.of(first));
        while (!open.isEmpty()) {
            int ordinal = open.pop();
            if (!held.get(ordinal)) {
                held.set(ordinal);
                for (int parent : graph.parents().down(ordinal)) {
                    if (isHead(parent)) {
                        covered.add(id(parent));
                    }
                    holders[parent]++;
                    open.push(parent);
                }
            }
        }
        return covered;
    }

    /**
     * Removes a revision and the ancestors that were counted only for it; returns the applied ids that become maximal.
     */
    private List<String> release(int first) {
        List<String> heads = new ArrayList<>();
        Deque<Integer> open = new ArrayDeque<>(List.of(first));
        while (!open.isEmpty()) {
            int ordinal = open.pop();
            if (applied.get(ordinal)) {
                heads.add(id(ordinal));
            } else if (held.get(ordinal) && holders[ordinal] == 0) {
                held.clear(ordinal);
                for (int parent : graph.parents().down(ordinal)) {
                    if (--holders[parent] == 0) {
                        open.push(parent);
                    }
                }
            }
        }
        return heads;
    }

    private boolean isHead(int ordinal) {
        return applied.get(ordinal) && holders[ordinal] == 0;
    }

    private String id(int ordinal) {
        return graph.revisions().get(ordinal).id();
    }
}
