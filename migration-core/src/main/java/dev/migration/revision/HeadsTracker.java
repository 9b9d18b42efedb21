package dev.migration.revision;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/**
 * Follows the maximal applied revisions through single steps, each at the cost of the edges it touches.
 *
 * <p>It counts, for each revision that something applied stands on, how many such revisions stand on it directly. A revision
 * that is applied and counts none is maximal. That holds also where something below an applied revision is not applied, as
 * after a splice.
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

    /** The revision becomes applied. */
    public HeadsChange apply(Revision revision) {
        int ordinal = graph.ordinal(revision.id());
        List<String> covered = addApplied(ordinal);
        return new HeadsChange(covered, isHead(ordinal) ? List.of(revision.id()) : List.of());
    }

    /** The revision is no longer applied. */
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

    /** Takes a revision in and, where it was not yet, all it stands on; returns the heads that are none any more. */
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

    /** Lets a revision go and what was held only for it; returns the applied ones that become heads. */
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
