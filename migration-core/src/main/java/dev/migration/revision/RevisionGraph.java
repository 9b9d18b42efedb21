package dev.migration.revision;

import dev.migration.revision.fault.InvalidGraphException;
import dev.migration.revision.fault.WalkFault;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Revisions and their two kinds of edges: {@code revises} (which makes heads, branches and merges) and {@code depends on}
 * (which only says what must be applied first).
 *
 * <p>The revisions stand in one total order: what a revision stands on comes first, and among independent revisions the
 * older {@code created} comes first, then the smaller id. The order does not depend on the order of the files.
 *
 * <p>A revision that replaces others stands in their place, unless a database stopped among them (ADR 3).
 *
 * <p>Immutable. Every walk goes along the order in a loop, so that a chain of any length needs no stack.
 */
public final class RevisionGraph {

    private final List<Revision> revisions;
    private final Map<String, Integer> ordinals;
    private final Map<String, Integer> replacementOrdinals = new HashMap<>();
    private final Map<String, Integer> labels = new HashMap<>();
    private final Map<String, WalkFault.PartiallyReplaced> partiallyReplaced;
    private final Edges revises;
    private final Edges parents;

    private RevisionGraph(GraphLinker linker, int[] order) {
        revisions = IntStream.of(order).mapToObj(linker::revision).toList();
        revises = Edges.of(order, linker.downRevisions());
        parents = Edges.of(order, linker.parents());
        ordinals = new HashMap<>(order.length * 2);
        revisions.forEach(revision -> ordinals.put(revision.id(), ordinals.size()));
        linker.labels()
                .forEach((label, index) ->
                        labels.put(label, ordinal(linker.revision(index).id())));
        Replacements replacements = linker.replacements();
        replacements
                .replacementsById()
                .forEach((id, others) -> replacementOrdinals.put(id, ordinal(others.get(others.size() - 1))));
        partiallyReplaced = Map.copyOf(replacements.partiallyReplaced());
    }

    /**
     * Links revisions, in whatever order they come, as a fresh database sees them.
     *
     * @throws InvalidGraphException with every fault, if there is one
     */
    public static RevisionGraph of(Collection<Revision> revisions) {
        return of(revisions, Set.of());
    }

    /**
     * Links revisions as a database sees them. What is applied decides only between a revision and those it replaces.
     *
     * @throws InvalidGraphException with every fault, if there is one
     */
    public static RevisionGraph of(Collection<Revision> revisions, Set<String> applied) {
        GraphLinker linker = new GraphLinker(new Replacements(revisions, applied));
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

    /** The revision that stands for one that is not in this graph, because it was squashed. */
    public Optional<Revision> replacementOf(String id) {
        return Optional.ofNullable(replacementOrdinals.get(id)).map(revisions::get);
    }

    /** All ids. */
    public Set<String> ids() {
        return Set.copyOf(ordinals.keySet());
    }

    /** All branch labels. */
    public Set<String> labels() {
        return Set.copyOf(labels.keySet());
    }

    /** The revisions that must not be run on the database that this graph is for, with the reason. */
    public Map<String, WalkFault.PartiallyReplaced> partiallyReplaced() {
        return partiallyReplaced;
    }

    /** Those of the ids that are in this graph. */
    public RevisionSet known(Collection<String> ids) {
        RevisionSet.Builder set = new RevisionSet.Builder(this);
        ids.stream().map(ordinals::get).filter(java.util.Objects::nonNull).forEach(set::add);
        return set.build();
    }

    /** Those of the ids that are in this graph, and what stands for the others. */
    public RevisionSet knownOrReplacements(Collection<String> ids) {
        RevisionSet.Builder set = new RevisionSet.Builder(this);
        ids.stream()
                .mapToInt(this::ordinalOrReplacement)
                .filter(ordinal -> ordinal >= 0)
                .forEach(set::add);
        return set.build();
    }

    /** No revision. */
    public RevisionSet none() {
        return new RevisionSet.Builder(this).build();
    }

    /** All revisions as a set. */
    public RevisionSet all() {
        return those(ordinal -> true);
    }

    /** Revisions that no other revises. A head may still be something that another branch depends on. */
    public RevisionSet heads() {
        return those(ordinal -> revises.up(ordinal).length == 0);
    }

    /** Revisions that no other revises or depends on: where a database stands that has everything. */
    public RevisionSet effectiveHeads() {
        return those(ordinal -> parents.up(ordinal).length == 0);
    }

    /** Revisions that revise nothing. */
    public RevisionSet bases() {
        return those(ordinal -> revises.down(ordinal).length == 0);
    }

    /** Revisions that several others revise. */
    public RevisionSet branchPoints() {
        return those(ordinal -> revises.up(ordinal).length > 1);
    }

    /** Revisions that revise several others. */
    public RevisionSet mergePoints() {
        return those(ordinal -> revises.down(ordinal).length > 1);
    }

    /** What the revisions of the set revise, one step down. */
    public RevisionSet downRevisionsOf(RevisionSet set) {
        RevisionSet.Builder down = new RevisionSet.Builder(this);
        set.ordinals().forEach(ordinal -> down.addAll(revises.down(ordinal)));
        return down.build();
    }

    /** What revises a revision of the set, one step up. */
    public RevisionSet childrenOf(RevisionSet set) {
        RevisionSet.Builder children = new RevisionSet.Builder(this);
        set.ordinals().forEach(ordinal -> children.addAll(revises.up(ordinal)));
        return children.build();
    }

    /** What stands on a revision of the set, one step up, over both kinds of edges. */
    public RevisionSet dependantsOf(RevisionSet set) {
        RevisionSet.Builder children = new RevisionSet.Builder(this);
        set.ordinals().forEach(ordinal -> children.addAll(parents.up(ordinal)));
        return children.build();
    }

    /** The ids of everything the revision stands on, one step down: down revisions first, then resolved dependencies. */
    public List<String> parentsOf(String id) {
        int ordinal = ordinal(id);
        if (ordinal < 0) {
            throw new IllegalArgumentException("There is no revision '" + id + "' in this graph");
        }
        return IntStream.of(parents.down(ordinal))
                .mapToObj(parent -> revisions.get(parent).id())
                .toList();
    }

    int size() {
        return revisions.size();
    }

    /** The edges over which a branch runs. */
    Edges revises() {
        return revises;
    }

    /** Both kinds of edges. */
    Edges parents() {
        return parents;
    }

    int ordinal(String id) {
        return ordinals.getOrDefault(id, -1);
    }

    private int ordinalOrReplacement(String id) {
        return ordinals.containsKey(id) ? ordinals.get(id) : replacementOrdinals.getOrDefault(id, -1);
    }

    private RevisionSet those(IntPredicate condition) {
        RevisionSet.Builder set = new RevisionSet.Builder(this);
        IntStream.range(0, size()).filter(condition).forEach(set::add);
        return set.build();
    }
}
