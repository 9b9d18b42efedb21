// SPDX-License-Identifier: Apache-2.0
package dev.migration.revision;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** A set of revisions of one graph. Immutable. Sets of different graphs must not be combined. */
public final class RevisionSet {

    private final RevisionGraph graph;
    private final BitSet bits;

    private RevisionSet(RevisionGraph graph, BitSet bits) {
        this.graph = graph;
        this.bits = bits;
    }

    public boolean isEmpty() {
        return bits.isEmpty();
    }

    public int size() {
        return bits.cardinality();
    }

    /** Whether this set contains all revisions of the other. */
    public boolean containsAll(RevisionSet others) {
        return others.minus(this).isEmpty();
    }

    public boolean contains(String id) {
        int ordinal = graph.ordinal(id);
        return ordinal >= 0 && bits.get(ordinal);
    }

    /** The revisions, parents before their children. */
    public List<Revision> inOrder() {
        List<Revision> revisions = new ArrayList<>();
        for (int ordinal = bits.nextSetBit(0); ordinal >= 0; ordinal = bits.nextSetBit(ordinal + 1)) {
            revisions.add(graph.revisions().get(ordinal));
        }
        return Collections.unmodifiableList(revisions);
    }

    /** The revisions, children before their parents. */
    public List<Revision> inReverseOrder() {
        List<Revision> reversed = new ArrayList<>(inOrder());
        Collections.reverse(reversed);
        return Collections.unmodifiableList(reversed);
    }

    /** The ids in order. */
    public List<String> ids() {
        List<String> ids = new ArrayList<>();
        for (Revision revision : inOrder()) {
            ids.add(revision.id());
        }
        return Collections.unmodifiableList(ids);
    }

    public RevisionSet union(RevisionSet other) {
        BitSet result = copy();
        result.or(other.bits);
        return new RevisionSet(graph, result);
    }

    public RevisionSet minus(RevisionSet other) {
        BitSet result = copy();
        result.andNot(other.bits);
        return new RevisionSet(graph, result);
    }

    public RevisionSet intersection(RevisionSet other) {
        BitSet result = copy();
        result.and(other.bits);
        return new RevisionSet(graph, result);
    }

    /** These revisions and all their ancestors, over both kinds of edges. */
    public RevisionSet ancestors() {
        return withAncestors(graph.parents());
    }

    /** These revisions and all their descendants, over both kinds of edges. */
    public RevisionSet descendants() {
        return withDescendants(graph.parents());
    }

    /** These revisions and their ancestors on their branches; dependencies are not followed. */
    public RevisionSet branchAncestors() {
        return withAncestors(graph.revises());
    }

    /** These revisions and their descendants on their branches; dependencies are not followed. */
    public RevisionSet branchDescendants() {
        return withDescendants(graph.revises());
    }

    /** These revisions with their ancestors and descendants on their branches: the branches that contain them. */
    public RevisionSet lineage() {
        return branchAncestors().union(branchDescendants());
    }

    /** The revisions that no other revision of this set revises; dependencies are ignored. */
    public RevisionSet branchTips() {
        return minus(graph.downRevisionsOf(this));
    }

    /** The revisions that have no descendant in this set, directly or through revisions outside the set. */
    public RevisionSet maximal() {
        Builder parents = new Builder(graph);
        ordinals().forEach(ordinal -> parents.addAll(graph.parents().down(ordinal)));
        return minus(parents.build().ancestors());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RevisionSet set && graph == set.graph && bits.equals(set.bits);
    }

    @Override
    public int hashCode() {
        return bits.hashCode();
    }

    @Override
    public String toString() {
        return ids().toString();
    }

    IntStream ordinals() {
        return bits.stream();
    }

    boolean contains(int ordinal) {
        return bits.get(ordinal);
    }

    private RevisionSet withAncestors(Edges edges) {
        BitSet result = copy();
        for (int ordinal = result.length() - 1; ordinal >= 0; ordinal = result.previousSetBit(ordinal - 1)) {
            for (int parent : edges.down(ordinal)) {
                result.set(parent);
            }
        }
        return new RevisionSet(graph, result);
    }

    private RevisionSet withDescendants(Edges edges) {
        BitSet result = copy();
        for (int ordinal = result.nextSetBit(0); ordinal >= 0; ordinal = result.nextSetBit(ordinal + 1)) {
            for (int child : edges.up(ordinal)) {
                result.set(child);
            }
        }
        return new RevisionSet(graph, result);
    }

    private BitSet copy() {
        return (BitSet) bits.clone();
    }

    static final class Builder {

        private final RevisionGraph graph;
        private final BitSet bits = new BitSet();

        Builder(RevisionGraph graph) {
            this.graph = graph;
        }

        void add(int ordinal) {
            bits.set(ordinal);
        }

        void addAll(int[] ordinals) {
            for (int ordinal : ordinals) {
                bits.set(ordinal);
            }
        }

        RevisionSet build() {
            return new RevisionSet(graph, bits);
        }
    }
}
