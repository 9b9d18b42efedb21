package dev.migration.revision;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Revisions and their two kinds of edges: {@code revises} (which makes heads, branches and merges) and {@code depends on}
 * (which only says what must be applied first).
 *
 * <p>The revisions stand in one total order: what a revision stands on comes first, and among independent revisions the
 * older {@code created} comes first, then the smaller id. The order does not depend on the order of the files.
 *
 * <p>Immutable. Every walk goes along that order in a loop, so that a chain of any length needs no stack.
 */
public final class RevisionGraph {

    private final List<Revision> revisions;
    private final Map<String, Integer> ordinals;
    private final Map<String, Integer> labels;
    private final int[][] downRevisions;
    private final int[][] parents;

    RevisionGraph(GraphLinker linker, int[] order) {
        int[] ordinalOf = inverse(order);
        revisions = IntStream.of(order).mapToObj(linker::revision).toList();
        downRevisions = renumbered(order, ordinalOf, linker.downRevisions());
        parents = renumbered(order, ordinalOf, linker.parents());
        ordinals = new HashMap<>(order.length * 2);
        revisions.forEach(revision -> ordinals.put(revision.id(), ordinals.size()));
        labels = new HashMap<>();
        linker.labels().forEach((label, index) -> labels.put(label, ordinalOf[index]));
    }

    /**
     * Links revisions, in whatever order they come.
     *
     * @throws InvalidGraphException with every fault, if there is one
     */
    public static RevisionGraph of(Collection<Revision> revisions) {
        GraphLinker linker = new GraphLinker(revisions);
        int[] order = linker.order();
        if (!linker.faults().isEmpty()) {
            throw new InvalidGraphException(linker.faults());
        }
        return new RevisionGraph(linker, order);
    }

    /** All revisions, each after what it stands on. */
    public List<Revision> revisions() {
        return revisions;
    }

    /** The revision with exactly this id. */
    public Optional<Revision> find(String id) {
        return Optional.ofNullable(ordinals.get(id)).map(revisions::get);
    }

    /** The revision that carries this branch label. */
    public Optional<Revision> findLabel(String label) {
        return Optional.ofNullable(labels.get(label)).map(revisions::get);
    }

    /** All ids. */
    public Set<String> ids() {
        return Set.copyOf(ordinals.keySet());
    }

    /** Those of the ids that are in this graph. */
    public RevisionSet known(Collection<String> ids) {
        RevisionSet.Builder set = new RevisionSet.Builder(this);
        ids.stream().map(ordinals::get).filter(java.util.Objects::nonNull).forEach(set::add);
        return set.build();
    }

    /** All revisions as a set. */
    public RevisionSet all() {
        return known(ordinals.keySet());
    }

    /** Revisions that no other revises. A head may still be something that another branch depends on. */
    public RevisionSet heads() {
        return all().minus(downRevisionsOf(all()));
    }

    /** Revisions that revise nothing. */
    public RevisionSet bases() {
        RevisionSet.Builder set = new RevisionSet.Builder(this);
        IntStream.range(0, size())
                .filter(ordinal -> downRevisions[ordinal].length == 0)
                .forEach(set::add);
        return set.build();
    }

    /** What the revisions of the set revise, one step down. */
    public RevisionSet downRevisionsOf(RevisionSet set) {
        RevisionSet.Builder down = new RevisionSet.Builder(this);
        set.ordinals().forEach(ordinal -> IntStream.of(downRevisions[ordinal]).forEach(down::add));
        return down.build();
    }

    /** What revises a revision of the set, one step up. */
    public RevisionSet childrenOf(RevisionSet set) {
        RevisionSet.Builder children = new RevisionSet.Builder(this);
        IntStream.range(0, size())
                .filter(ordinal -> IntStream.of(downRevisions[ordinal]).anyMatch(set::contains))
                .forEach(children::add);
        return children.build();
    }

    /** The ids of everything the revision stands on, one step down: down revisions first, then resolved dependencies. */
    public List<String> parentsOf(String id) {
        int ordinal = ordinal(id);
        if (ordinal < 0) {
            throw new IllegalArgumentException("There is no revision '" + id + "' in this graph");
        }
        return IntStream.of(parents[ordinal])
                .mapToObj(parent -> revisions.get(parent).id())
                .toList();
    }

    int size() {
        return revisions.size();
    }

    int[] parents(int ordinal) {
        return parents[ordinal];
    }

    int ordinal(String id) {
        return ordinals.getOrDefault(id, -1);
    }

    private static int[] inverse(int[] order) {
        int[] ordinalOf = new int[order.length];
        for (int ordinal = 0; ordinal < order.length; ordinal++) {
            ordinalOf[order[ordinal]] = ordinal;
        }
        return ordinalOf;
    }

    private static int[][] renumbered(int[] order, int[] ordinalOf, int[][] edges) {
        int[][] result = new int[order.length][];
        for (int ordinal = 0; ordinal < order.length; ordinal++) {
            result[ordinal] = IntStream.of(edges[order[ordinal]])
                    .map(index -> ordinalOf[index])
                    .toArray();
        }
        return result;
    }
}
