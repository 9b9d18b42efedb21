// SPDX-License-Identifier: Apache-2.0
package dev.migration.revision;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static dev.migration.revision.RandomGraphs.forMany;
import static org.assertj.core.api.Assertions.assertThat;

/** Laws of every graph, checked against definitions that are too simple to be wrong. */
class GraphLawsTests {

    private static final int ROUNDS = 3_000;

    @Test
    void theOrderEqualsThatOfANaiveAlgorithm() {
        forMany(ROUNDS, (random, seed) -> {
            List<Revision> revisions = RandomGraphs.revisions(random);

            assertThat(RevisionGraph.of(revisions).revisions()).isEqualTo(naiveOrder(revisions));
        });
    }

    @Test
    void theOrderOfTheFilesDoesNotMatter() {
        forMany(ROUNDS, (random, seed) -> {
            List<Revision> revisions = RandomGraphs.revisions(random);
            RevisionGraph graph = RevisionGraph.of(revisions);
            List<Revision> shuffled = new ArrayList<>(revisions);
            Collections.shuffle(shuffled, random);

            assertThat(RevisionGraph.of(shuffled).revisions()).isEqualTo(graph.revisions());
        });
    }

    @Test
    void ancestorsAreTheRevisionsReachableOverParents() {
        forMany(ROUNDS, (random, seed) -> {
            RevisionGraph graph = RevisionGraph.of(RandomGraphs.revisions(random));
            RevisionSet set = RandomGraphs.closed(graph, random).maximal();

            assertThat(set.ancestors().ids()).containsExactlyInAnyOrderElementsOf(naiveAncestors(graph, set));
        });
    }

    @Test
    void descendantsAreTheRevisionsWithAnAncestorInTheSet() {
        forMany(ROUNDS, (random, seed) -> {
            RevisionGraph graph = RevisionGraph.of(RandomGraphs.revisions(random));
            RevisionSet set = RandomGraphs.closed(graph, random).maximal();

            assertThat(set.descendants().ids())
                    .containsExactlyInAnyOrderElementsOf(graph.ids().stream()
                            .filter(id -> naiveAncestors(graph, id).stream().anyMatch(set::contains))
                            .toList());
        });
    }

    @Test
    void maximalRevisionsAreAncestorsOfNoOther() {
        forMany(ROUNDS, (random, seed) -> {
            RevisionGraph graph = RevisionGraph.of(RandomGraphs.revisions(random));
            RevisionSet set = graph.known(
                    graph.ids().stream().filter(id -> random.nextBoolean()).toList());

            assertThat(set.maximal().ids())
                    .containsExactlyElementsOf(set.ids().stream()
                            .filter(id -> set.ids().stream()
                                    .filter(other -> !other.equals(id))
                                    .noneMatch(other ->
                                            naiveAncestors(graph, other).contains(id)))
                            .toList());
        });
    }

    @Test
    void theMaximalRevisionsHaveTheAncestorsOfTheWholeSet() {
        forMany(ROUNDS, (random, seed) -> {
            RevisionSet closed = RandomGraphs.closed(RevisionGraph.of(RandomGraphs.revisions(random)), random);

            assertThat(closed.maximal().ancestors()).isEqualTo(closed);
        });
    }

    @Test
    void headsAreRevisionsThatNoOtherRevises() {
        forMany(ROUNDS, (random, seed) -> {
            List<Revision> revisions = RandomGraphs.revisions(random);
            Set<String> revised = revisions.stream()
                    .flatMap(revision -> revision.downRevisions().stream())
                    .collect(Collectors.toSet());

            assertThat(RevisionGraph.of(revisions).heads().ids())
                    .containsExactlyInAnyOrderElementsOf(revisions.stream()
                            .map(Revision::id)
                            .filter(id -> !revised.contains(id))
                            .toList());
        });
    }

    /** Takes, repeatedly, the first by age and id of those whose parents are taken. */
    private static List<Revision> naiveOrder(List<Revision> revisions) {
        List<Revision> order = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        while (order.size() < revisions.size()) {
            Revision next = revisions.stream()
                    .filter(revision -> !taken.contains(revision.id()))
                    .filter(revision -> taken.containsAll(parents(revision)))
                    .min(Comparator.comparing(
                                    (Revision revision) -> revision.created().orElse(Instant.MIN))
                            .thenComparing(Revision::id))
                    .orElseThrow();
            order.add(next);
            taken.add(next.id());
        }
        return order;
    }

    private static Set<String> naiveAncestors(RevisionGraph graph, RevisionSet set) {
        return set.ids().stream()
                .flatMap(id -> naiveAncestors(graph, id).stream())
                .collect(Collectors.toSet());
    }

    private static Set<String> naiveAncestors(RevisionGraph graph, String id) {
        Map<String, Revision> byId = new HashMap<>();
        graph.revisions().forEach(revision -> byId.put(revision.id(), revision));
        return Stream.concat(
                        Stream.of(id),
                        parents(byId.getOrDefault(id, Revision.of(id))).stream()
                                .flatMap(parent -> naiveAncestors(graph, parent).stream()))
                .collect(Collectors.toSet());
    }

    private static List<String> parents(Revision revision) {
        return Stream.concat(revision.downRevisions().stream(), revision.dependsOn().stream())
                .toList();
    }
}
