// SPDX-License-Identifier: Apache-2.0
package dev.migration.revision;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

import dev.migration.revision.fault.InvalidGraphException;
import dev.migration.revision.fault.WalkFault;

/**
 * Revisions and their two kinds of edges: {@code revises} (which defines heads, branches and merges) and
 * {@code depends on} (which only defines what must be applied first). The parents of a revision are those it revises or
 * depends on.
 *
 * <p>The revisions have one total order: parents come before their children; among independent revisions, the older
 * {@code created} comes first, then the smaller id. The order does not depend on the order of the files.
 *
 * <p>A revision that replaces others takes their place, unless only some of them are applied (ADR 3).
 *
 * <p>Immutable. Every traversal is a loop along the order, so that a chain of any length needs no deep stack.
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
        List<Revision> inOrder = new ArrayList<>(order.length);
        for (int index : order) {
            inOrder.add(linker.revision(index));
        }
        revisions = Collections.unmodifiableList(inOrder);
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
     * Links revisions, given in any order, for an empty database.
     *
     * @throws InvalidGraphException with every fault, if there is one
     */
    public static RevisionGraph of(Collection<Revision> revisions) {
        return of(revisions, Set.of());
    }

    /**
     * Links revisions, given in any order, for a database.
     *
     * @param applied the ids of the applied revisions; they only decide between a revision and those that it replaces
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

    /** All revisions, parents before their children. */
    public List<Revision> revisions() {
        return revisions;
    }

    /** The revision with exactly this id. */
    public Optional<Revision> find(String id) {
        return Optional.ofNullable(ordinals.get(id)).map(revisions::get);
    }

    /** The revision that has this branch label. */
    public Optional<Revision> findLabel(String label) {
        return Optional.ofNullable(labels.get(label)).map(revisions::get);
    }

    /** The revision that replaces the one with this id, if that is not in the graph because it was squashed. */
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

    /** The revisions that must not be run on this database, by id, with the reason. */
    public Map<String, WalkFault.PartiallyReplaced> partiallyReplaced() {
        return partiallyReplaced;
    }

    /** The revisions of this graph with these ids; other ids are ignored. */
    public RevisionSet known(Collection<String> ids) {
        RevisionSet.Builder set = new RevisionSet.Builder(this);
        for (String id : ids) {
            Integer ordinal = ordinals.get(id);
            if (ordinal != null) {
                set.add(ordinal);
            }
        }
        return set.build();
    }

    /** The revisions of this graph with these ids; for an id that was squashed, the revision that replaces it. */
    public RevisionSet knownOrReplacements(Collection<String> ids) {
        RevisionSet.Builder set = new RevisionSet.Builder(this);
        for (String id : ids) {
            int ordinal = ordinalOrReplacement(id);
            if (ordinal >= 0) {
                set.add(ordinal);
            }
        }
        return set.build();
    }

    /** The empty set. */
    public RevisionSet none() {
        return new RevisionSet.Builder(this).build();
    }

    /** All revisions as a set. */
    public RevisionSet all() {
        return matching(ordinal -> true);
    }

    /**
     * The revisions that no other revision revises. Another branch may still depend on a head; Alembic calls such a head an
     * effective head, and every other one a real head.
     */
    public RevisionSet heads() {
        return matching(ordinal -> revises.up(ordinal).length == 0);
    }

    /**
     * The revisions that no other revision revises or depends on: the version rows of a database that has all
     * revisions.
     */
    public RevisionSet realHeads() {
        return matching(ordinal -> parents.up(ordinal).length == 0);
    }

    /** The revisions that revise no other. */
    public RevisionSet bases() {
        return matching(ordinal -> revises.down(ordinal).length == 0);
    }

    /** The revisions that several others revise. */
    public RevisionSet branchPoints() {
        return matching(ordinal -> revises.up(ordinal).length > 1);
    }

    /** The revisions that revise several others. */
    public RevisionSet mergePoints() {
        return matching(ordinal -> revises.down(ordinal).length > 1);
    }

    /** The down revisions of the revisions in the set, one step down. */
    public RevisionSet downRevisionsOf(RevisionSet set) {
        RevisionSet.Builder down = new RevisionSet.Builder(this);
        set.ordinals().forEach(ordinal -> down.addAll(revises.down(ordinal)));
        return down.build();
    }

    /** The revisions that revise a revision in the set, one step up. */
    public RevisionSet childrenOf(RevisionSet set) {
        RevisionSet.Builder children = new RevisionSet.Builder(this);
        set.ordinals().forEach(ordinal -> children.addAll(revises.up(ordinal)));
        return children.build();
    }

    /** The revisions that revise or depend on a revision in the set, one step up. */
    public RevisionSet dependantsOf(RevisionSet set) {
        RevisionSet.Builder children = new RevisionSet.Builder(this);
        set.ordinals().forEach(ordinal -> children.addAll(parents.up(ordinal)));
        return children.build();
    }

    /**
     * The ids of the parents of a revision: its down revisions, then its resolved dependencies.
     *
     * @throws IllegalArgumentException if the revision is not in this graph
     */
    public List<String> parentsOf(String id) {
        int ordinal = ordinal(id);
        if (ordinal < 0) {
            throw new IllegalArgumentException("There is no revision '" + id + "' in this graph");
        }
        List<String> ids = new ArrayList<>();
        for (int parent : parents.down(ordinal)) {
            ids.add(revisions.get(parent).id());
        }
        return ids;
    }

    int size() {
        return revisions.size();
    }

    /** The edges of {@code revises}, which form the branches. */
    Edges revises() {
        return revises;
    }

    /** The edges of both kinds. */
    Edges parents() {
        return parents;
    }

    int ordinal(String id) {
        return ordinals.getOrDefault(id, -1);
    }

    private int ordinalOrReplacement(String id) {
        return ordinals.containsKey(id) ? ordinals.get(id) : replacementOrdinals.getOrDefault(id, -1);
    }

    private RevisionSet matching(IntPredicate condition) {
        RevisionSet.Builder set = new RevisionSet.Builder(this);
        for (int ordinal = 0; ordinal < size(); ordinal++) {
            if (condition.test(ordinal)) {
                set.add(ordinal);
            }
        }
        return set.build();
    }
}
