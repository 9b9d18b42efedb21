package dev.migration.revision;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import dev.migration.error.NearestWord;

/** Turns names into edges and collects every fault on the way. */
final class GraphLinker {

    private final List<Revision> revisions;
    private final Map<String, Integer> indexes = new HashMap<>();
    private final Map<String, Integer> labels = new LinkedHashMap<>();
    private final List<GraphFault> faults = new ArrayList<>();
    private final int[][] downRevisions;
    private final int[][] parents;

    GraphLinker(Collection<Revision> given) {
        revisions = List.copyOf(given);
        downRevisions = new int[revisions.size()][];
        parents = new int[revisions.size()][];
        each(this::index);
        each(this::indexLabels);
        each(this::link);
    }

    /** The revisions' indexes in the graph's order. What is in a cycle is a fault and left out. */
    int[] order() {
        int[] order = new TopologicalOrder(revisions, parents).order();
        if (order.length < revisions.size()) {
            Cycles.find(parents, order)
                    .forEach(cycle -> faults.add(new GraphFault.Cycle(
                            cycle.stream().map(index -> revision(index).id()).toList())));
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

    int[][] downRevisions() {
        return downRevisions;
    }

    int[][] parents() {
        return parents;
    }

    private void each(java.util.function.IntConsumer action) {
        IntStream.range(0, revisions.size()).forEach(action);
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
        List<Integer> down = new ArrayList<>();
        for (String id : revision.downRevisions()) {
            Integer parent = indexes.get(id);
            if (parent == null) {
                faults.add(new GraphFault.MissingDownRevision(revision.id(), id, question(id, indexes.keySet())));
            } else if (!down.contains(parent)) {
                down.add(parent);
            }
        }
        downRevisions[index] = toArray(down);
        linkDependencies(revision, down);
        parents[index] = toArray(down);
    }

    private void linkDependencies(Revision revision, List<Integer> parentsSoFar) {
        for (String name : revision.dependsOn()) {
            Integer parent = indexes.containsKey(name) ? indexes.get(name) : labels.get(name);
            if (parent == null) {
                faults.add(new GraphFault.MissingDependency(revision.id(), name, question(name, names())));
            } else if (!parentsSoFar.contains(parent)) {
                parentsSoFar.add(parent);
            }
        }
    }

    private Set<String> names() {
        Set<String> names = new java.util.HashSet<>(indexes.keySet());
        names.addAll(labels.keySet());
        return names;
    }

    private static String question(String typed, Collection<String> known) {
        return NearestWord.question(typed, known);
    }

    private static int[] toArray(List<Integer> list) {
        return list.stream().mapToInt(Integer::intValue).toArray();
    }
}
