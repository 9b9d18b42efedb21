package dev.migration.revision;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Some revisions of one graph. Immutable; sets of two graphs do not mix. */
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

    /** Whether every one of the others is among these. */
    public boolean containsAll(RevisionSet others) {
        return others.minus(this).isEmpty();
    }

    public boolean contains(String id) {
        int ordinal = graph.ordinal(id);
        return ordinal >= 0 && bits.get(ordinal);
    }

    /** These, each after what it stands on. */
    public List<Revision> inOrder() {
        return ordinals().mapToObj(graph.revisions()::get).toList();
    }

    /** These, each before what it stands on. */
    public List<Revision> inReverseOrder() {
        List<Revision> reversed = new ArrayList<>(inOrder());
        Collections.reverse(reversed);
        return Collections.unmodifiableList(reversed);
    }

    /** The ids in order. */
    public List<String> ids() {
        return inOrder().stream().map(Revision::id).toList();
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

    /** These and everything they stand on, over both kinds of edges. */
    public RevisionSet ancestors() {
        return below(graph.parents());
    }

    /** These and everything that stands on them, over both kinds of edges. */
    public RevisionSet descendants() {
        return above(graph.parents());
    }

    /** These and all that lead to them on their branches; dependencies are not followed. */
    public RevisionSet branchAncestors() {
        return below(graph.revises());
    }

    /** These and all that follow them on their branches; dependencies are not followed. */
    public RevisionSet branchDescendants() {
        return above(graph.revises());
    }

    /** These and all that lead to them or follow them: the branches through them. */
    public RevisionSet lineage() {
        return branchAncestors().union(branchDescendants());
    }

    /** Those that no other of these revises; dependencies are not looked at. */
    public RevisionSet branchTips() {
        return minus(graph.downRevisionsOf(this));
    }

    /** Those on which no other of these stands, directly or through revisions that are not in this set. */
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

    private RevisionSet below(Edges edges) {
        BitSet result = copy();
        for (int ordinal = result.length() - 1; ordinal >= 0; ordinal = result.previousSetBit(ordinal - 1)) {
            for (int parent : edges.down(ordinal)) {
                result.set(parent);
            }
        }
        return new RevisionSet(graph, result);
    }

    private RevisionSet above(Edges edges) {
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
