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
        BitSet result = copy();
        for (int ordinal = result.length() - 1; ordinal >= 0; ordinal = result.previousSetBit(ordinal - 1)) {
            for (int parent : graph.parents(ordinal)) {
                result.set(parent);
            }
        }
        return new RevisionSet(graph, result);
    }

    /** These and everything that stands on them, over both kinds of edges. */
    public RevisionSet descendants() {
        BitSet result = copy();
        int first = result.nextSetBit(0);
        for (int ordinal = first + 1; first >= 0 && ordinal < graph.size(); ordinal++) {
            if (IntStream.of(graph.parents(ordinal)).anyMatch(result::get)) {
                result.set(ordinal);
            }
        }
        return new RevisionSet(graph, result);
    }

    /** Those on which no other of these stands, directly or through revisions that are not in this set. */
    public RevisionSet maximal() {
        Builder parents = new Builder(graph);
        ordinals().forEach(ordinal -> IntStream.of(graph.parents(ordinal)).forEach(parents::add));
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

        RevisionSet build() {
            return new RevisionSet(graph, bits);
        }
    }
}
