// SPDX-License-Identifier: Apache-2.0
package dev.migration.revision;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

import dev.migration.error.NearestWord;
import dev.migration.revision.fault.GraphFault;

/** Turns names into edges and collects every fault. */
final class GraphLinker {

    private final List<Revision> revisions;
    private final Replacements replacements;
    private final Map<String, Integer> indexes;
    private final Map<String, Integer> labels = new LinkedHashMap<>();
    private final List<GraphFault> faults = new ArrayList<>();
    private final int[][] downRevisions;
    private final int[][] parents;

    GraphLinker(Replacements replacements) {
        this.replacements = replacements;
        revisions = replacements.revisions();
        faults.addAll(replacements.faults());
        indexes = new HashMap<>(revisions.size() * 2);
        downRevisions = new int[revisions.size()][];
        parents = new int[revisions.size()][];
        each(this::index);
        each(this::indexLabels);
        each(this::link);
    }

    /**
     * The indexes of the revisions in the order of the graph. Revisions in a cycle are omitted and reported as a fault.
     */
    int[] order() {
        int[] order = new TopologicalOrder(revisions, parents).order();
        if (order.length < revisions.size()) {
            CycleFinder.find(parents, order).forEach(cycle -> faults.add(fault(cycle)));
        }
        return order;
    }

    List<GraphFault> faults() {
        return faults;
    }

    Revision revision(int index) {
        return revisions.get(index);
    }

    Map<String, Integer> labels() {
        return labels;
    }

    /** The indexes for the name of a revision: the revision with this id, or the revisions that replace it. */
    List<Integer> indexesOf(String id) {
        Integer index = indexes.get(id);
        return index == null ? indexesOf(replacements.replacementsById().getOrDefault(id, List.of())) : List.of(index);
    }

    Replacements replacements() {
        return replacements;
    }

    int[][] downRevisions() {
        return downRevisions;
    }

    int[][] parents() {
        return parents;
    }

    private void each(IntConsumer action) {
        for (int index = 0; index < revisions.size(); index++) {
            action.accept(index);
        }
    }

    private List<Integer> indexesOf(List<String> ids) {
        List<Integer> found = new ArrayList<>();
        for (String id : ids) {
            Integer index = indexes.get(id);
            if (index != null) {
                found.add(index);
            }
        }
        return found;
    }

    private void index(int index) {
        String id = revision(index).id();
        checkName(id, id);
        if (indexes.putIfAbsent(id, index) != null) {
            faults.add(new GraphFault.DuplicateId(id));
        }
    }

    private void indexLabels(int index) {
        Revision revision = revision(index);
        for (String label : revision.branchLabels()) {
            checkName(revision.id(), label);
            Integer owner = indexes.containsKey(label) ? indexes.get(label) : labels.putIfAbsent(label, index);
            if (owner != null && (owner != index || indexes.containsKey(label))) {
                faults.add(new GraphFault.DuplicateLabel(
                        revision.id(), label, revision(owner).id()));
            }
        }
    }

    private void checkName(String id, String name) {
        Identifiers.fault(name).ifPresent(reason -> faults.add(new GraphFault.IllegalName(id, reason)));
    }

    private void link(int index) {
        Revision revision = revision(index);
        List<Integer> found = new ArrayList<>();
        for (String id : revision.downRevisions()) {
            if (!add(indexesOf(id), found)) {
                faults.add(new GraphFault.MissingDownRevision(revision.id(), id, question(id, indexes.keySet())));
            }
        }
        downRevisions[index] = toArray(found);
        for (String name : revision.dependsOn()) {
            List<Integer> named = labels.containsKey(name) ? List.of(labels.get(name)) : indexesOf(name);
            if (!add(named, found)) {
                faults.add(new GraphFault.MissingDependency(revision.id(), name, question(name, names())));
            }
        }
        parents[index] = toArray(found);
    }

    private static boolean add(List<Integer> named, List<Integer> found) {
        for (Integer parent : named) {
            if (!found.contains(parent)) {
                found.add(parent);
            }
        }
        return !named.isEmpty();
    }

    private GraphFault fault(List<Integer> cycle) {
        List<String> ids = new ArrayList<>(
                cycle.stream().map(index -> revision(index).id()).toList());
        OptionalInt depending = IntStream.range(0, cycle.size())
                .filter(at -> !revises(cycle.get(at), cycle.get((at + 1) % cycle.size())))
                .findFirst();
        if (ids.size() == 1) {
            return new GraphFault.SelfLoop(ids.get(0), depending.isPresent());
        }
        if (depending.isEmpty()) {
            return new GraphFault.Cycle(ids);
        }
        Collections.rotate(ids, -depending.getAsInt());
        return new GraphFault.DependencyCycle(ids);
    }

    private boolean revises(int index, int parent) {
        return IntStream.of(downRevisions[index]).anyMatch(down -> down == parent);
    }

    private Set<String> names() {
        Set<String> names = new HashSet<>(indexes.keySet());
        names.addAll(labels.keySet());
        return names;
    }

    private static String question(String typed, Collection<String> known) {
        return NearestWord.question(typed, known);
    }

    private static int[] toArray(List<Integer> list) {
        int[] array = new int[list.size()];
        for (int at = 0; at < array.length; at++) {
            array[at] = list.get(at);
        }
        return array;
    }
}
