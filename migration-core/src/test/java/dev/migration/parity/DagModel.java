// SPDX-License-Identifier: Apache-2.0
package dev.migration.parity;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.migration.revision.Revision;

/**
 * A second, simple model of the graph, which judges the planner. It shares no code with the product: sets of ids, and
 * walks over two maps.
 */
final class DagModel {

    private final Map<String, Revision> revisions = new LinkedHashMap<>();
    private final Map<String, String> labels = new LinkedHashMap<>();

    DagModel(Collection<Revision> all) {
        all.forEach(revision -> revisions.put(revision.id(), revision));
        all.forEach(revision -> revision.branchLabels().forEach(label -> labels.put(label, revision.id())));
    }

    Set<String> ids() {
        return revisions.keySet();
    }

    Map<String, String> labels() {
        return labels;
    }

    List<String> down(String id) {
        return revision(id).downRevisions();
    }

    Set<String> ancestors(Collection<String> some) {
        return reach(some, this::parents);
    }

    Set<String> descendants(Collection<String> some) {
        return reach(some, id -> having(id, this::parents));
    }

    Set<String> branchAncestors(Collection<String> some) {
        return reach(some, this::down);
    }

    Set<String> branchDescendants(Collection<String> some) {
        return reach(some, id -> having(id, this::down));
    }

    /** The ancestors and descendants of a revision on its branches. */
    Set<String> lineage(String id) {
        return union(branchAncestors(Set.of(id)), branchDescendants(Set.of(id)));
    }

    /** The revisions that revise one of these. */
    Set<String> children(Collection<String> some) {
        return some.stream().flatMap(id -> having(id, this::down).stream()).collect(Collectors.toSet());
    }

    /** Those of which no other one descends, over either kind of edge. */
    Set<String> maximal(Set<String> some) {
        return matching(some, id -> common(having(id, this::parents), some).isEmpty());
    }

    /** Those that no other one revises. */
    Set<String> tips(Set<String> some) {
        return matching(some, id -> common(having(id, this::down), some).isEmpty());
    }

    Set<String> bases() {
        return matching(ids(), id -> down(id).isEmpty());
    }

    private Revision revision(String id) {
        return Objects.requireNonNull(revisions.get(id), id);
    }

    private List<String> parents(String id) {
        Stream<String> needed = revision(id).dependsOn().stream().map(name -> labels.getOrDefault(name, name));
        return Stream.concat(down(id).stream(), needed).toList();
    }

    private List<String> having(String parent, Function<String, List<String>> parents) {
        return ids().stream().filter(id -> parents.apply(id).contains(parent)).toList();
    }

    private static Set<String> reach(Collection<String> some, Function<String, List<String>> next) {
        Set<String> seen = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(some);
        while (!open.isEmpty()) {
            String id = open.pop();
            if (seen.add(id)) {
                open.addAll(next.apply(id));
            }
        }
        return seen;
    }

    private static Set<String> matching(Set<String> some, Function<String, Boolean> test) {
        return some.stream().filter(test::apply).collect(Collectors.toSet());
    }

    static Set<String> union(Collection<String> one, Collection<String> other) {
        Set<String> both = new TreeSet<>(one);
        both.addAll(other);
        return both;
    }

    static Set<String> common(Collection<String> one, Collection<String> other) {
        Set<String> both = new TreeSet<>(one);
        both.retainAll(other);
        return both;
    }

    static Set<String> without(Collection<String> one, Collection<String> other) {
        Set<String> left = new TreeSet<>(one);
        left.removeAll(other);
        return left;
    }
}
