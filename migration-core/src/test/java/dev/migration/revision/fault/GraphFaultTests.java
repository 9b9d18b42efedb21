// SPDX-License-Identifier: Apache-2.0
package dev.migration.revision.fault;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.migration.revision.RandomGraphs;
import dev.migration.revision.Revision;
import dev.migration.revision.RevisionGraph;
import dev.migration.revision.fault.GraphFault.Cycle;
import dev.migration.revision.fault.GraphFault.DependencyCycle;
import dev.migration.revision.fault.GraphFault.DuplicateId;
import dev.migration.revision.fault.GraphFault.DuplicateLabel;
import dev.migration.revision.fault.GraphFault.IllegalName;
import dev.migration.revision.fault.GraphFault.IllegalReplacement;
import dev.migration.revision.fault.GraphFault.MissingDependency;
import dev.migration.revision.fault.GraphFault.MissingDownRevision;
import dev.migration.revision.fault.GraphFault.SelfLoop;

import static dev.migration.revision.GraphDrawing.revisions;
import static dev.migration.revision.RandomGraphs.forMany;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class GraphFaultTests {

    @Test
    void anIdBelongsToOneRevision() {
        assertThat(faults(List.of(Revision.of("a"), Revision.of("b"), Revision.of("a"))))
                .containsExactly(new DuplicateId("a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"head", "heads", "base", "current", "rel-2", "a b", "ü", "a@b", "+1", ""})
    void anIdThatTheTargetGrammarReadsInAnotherWayIsRefused(String id) {
        assertThat(faults(List.of(Revision.of(id)))).singleElement().satisfies(fault -> {
            assertThat(fault).isInstanceOf(IllegalName.class);
            assertThat(fault.revision()).isEqualTo(id);
            assertThat(fault.problem())
                    .startsWith("'" + id + "' ")
                    .endsWith(" and cannot name a revision or a branch.");
        });
    }

    @Test
    void aLabelThatTheTargetGrammarReadsInAnotherWayIsRefused() {
        assertThat(faults(revisions("a labels head")))
                .containsExactly(new IllegalName("a", "'head' is a reserved word"));
    }

    @Test
    void aLabelBelongsToOneRevision() {
        assertThat(faults(revisions("a <- b", "a labels x", "b labels x")))
                .containsExactly(new DuplicateLabel("b", "x", "a"));
    }

    @Test
    void aLabelIsNoId() {
        assertThat(faults(revisions("a <- b", "a labels b"))).containsExactly(new DuplicateLabel("a", "b", "b"));
    }

    @Test
    void aRevisionMayRepeatItsOwnLabel() {
        assertThat(faults(revisions("a labels x,x"))).isEmpty();
    }

    @Test
    void aMissingDownRevisionIsAFault() {
        assertThat(faults(List.of(Revision.of("abc123"), Revision.of("b").revises("abc132"))))
                .containsExactly(new MissingDownRevision("b", "abc132", " Did you mean 'abc123'?"));
    }

    @Test
    void aLabelIsNoDownRevision() {
        assertThat(faults(List.of(
                        Revision.of("a").branch("billing"), Revision.of("b").revises("billing"))))
                .containsExactly(new MissingDownRevision("b", "billing", ""));
    }

    @Test
    void aMissingDependencyIsAFault() {
        assertThat(faults(List.of(
                        Revision.of("a").branch("billing"), Revision.of("b").dependsOn("biling"))))
                .containsExactly(new MissingDependency("b", "biling", " Did you mean 'billing'?"));
    }

    @Test
    void noRevisionRevisesItself() {
        assertThat(faults(List.of(Revision.of("a").revises("a")))).containsExactly(new SelfLoop("a", false));
    }

    @Test
    void noRevisionDependsOnItself() {
        assertThat(faults(List.of(Revision.of("a").dependsOn("a")))).containsExactly(new SelfLoop("a", true));
    }

    @Test
    void aCycleIsReportedWithAllItsRevisions() {
        assertThat(faults(revisions("z", "z,c <- a", "a <- b <- c <- d")))
                .containsExactly(new Cycle(List.of("c", "b", "a")));
    }

    @Test
    void aCycleMayContainDependencies() {
        assertThat(faults(revisions("a <- b", "x", "a depends x", "x depends b")))
                .containsExactly(new DependencyCycle(List.of("a", "x", "b")));
    }

    @Test
    void aCycleMayContainALabel() {
        assertThat(faults(revisions("a <- b", "b labels billing", "a depends billing")))
                .containsExactly(new DependencyCycle(List.of("a", "b")));
    }

    @Test
    void aDependencyCycleBeginsWithADependency() {
        assertThat(faults(revisions("b <- c <- a", "b depends a")))
                .containsExactly(new DependencyCycle(List.of("b", "a", "c")));
    }

    @Test
    void everyCycleIsReported() {
        assertThat(faults(revisions("b <- a", "a <- b", "y <- x", "x <- y", "a,x <- m")))
                .containsExactlyInAnyOrder(new Cycle(List.of("b", "a")), new Cycle(List.of("y", "x")));
    }

    @Test
    void aCycleAfterAPathToAnotherCycleIsReported() {
        List<Revision> revisions = List.of(
                Revision.of("a").revises("b"),
                Revision.of("b").revises("a"),
                Revision.of("x").revises("y", "z"),
                Revision.of("y").revises("a"),
                Revision.of("z").revises("x"));

        assertThat(faults(revisions)).containsExactly(new Cycle(List.of("a", "b")), new Cycle(List.of("x", "z")));
    }

    @Test
    void cyclesAreCompleteAndDisjointAndNoneIsMissed() {
        forMany(3_000, (random, seed) -> {
            List<Revision> tangle = RandomGraphs.tangle(random);
            List<GraphFault> faults = faults(tangle);
            List<List<String>> cycles =
                    faults.stream().map(GraphFaultTests::cycle).toList();
            List<String> inCycles = cycles.stream().flatMap(List::stream).toList();

            assertThat(cycles).allSatisfy(cycle -> assertEachHasTheNextAsAParent(cycle, tangle));
            assertThat(faults)
                    .allSatisfy(fault ->
                            assertThat(isByDependency(fault)).isEqualTo(!eachRevisesTheNext(cycle(fault), tangle)));
            assertThat(inCycles).doesNotHaveDuplicates();
            assertThat(hasCycle(tangle, inCycles)).isFalse();
        });
    }

    @Test
    void allFaultsAreReportedAtOnce() {
        assertThat(faults(List.of(
                        Revision.of("a"),
                        Revision.of("a"),
                        Revision.of("head"),
                        Revision.of("b").revises("nowhere"),
                        Revision.of("c").dependsOn("nothing"),
                        Revision.of("d").branch("x"),
                        Revision.of("e").branch("x"),
                        Revision.of("f").revises("f"),
                        Revision.of("g").revises("h"),
                        Revision.of("h").revises("g"),
                        Revision.of("i").revises("j"),
                        Revision.of("j").dependsOn("i"),
                        Revision.of("k").replaces("k"))))
                .extracting(fault -> fault.getClass().getSimpleName())
                .containsExactlyInAnyOrder(
                        "DuplicateId",
                        "IllegalName",
                        "MissingDownRevision",
                        "MissingDependency",
                        "DuplicateLabel",
                        "SelfLoop",
                        "Cycle",
                        "DependencyCycle",
                        "IllegalReplacement");
    }

    @Test
    void theExceptionContainsAllProblemsAndRemedies() {
        assertThatExceptionOfType(InvalidGraphException.class)
                .isThrownBy(() -> RevisionGraph.of(List.of(
                        Revision.of("a"), Revision.of("a"), Revision.of("b").revises("c", "b"))))
                .satisfies(invalid -> {
                    assertThat(invalid.problem())
                            .isEqualTo("The id 'a' belongs to more than one revision."
                                    + " Revision 'b' revises 'c', which does not exist. Did you mean 'a'?"
                                    + " Revision 'b' revises itself.");
                    assertThat(invalid.remedy())
                            .isEqualTo("Give one of them another id, or delete it if it is a copy."
                                    + " Add the missing revision, or correct @revises."
                                    + " Correct @revises.");
                });
    }

    @Test
    void aFaultListsEveryRevisionThatIsInvolved() {
        assertThat(new Cycle(List.of("a", "b")).involved()).containsExactly("a", "b");
        assertThat(new DependencyCycle(List.of("a", "b")).involved()).containsExactly("a", "b");
        assertThat(new IllegalReplacement("a", "b", "").involved()).containsExactly("a", "b");
        assertThat(new DuplicateLabel("a", "x", "b").involved()).containsExactly("a", "b");
        assertThat(new DuplicateId("a").involved()).containsExactly("a");
        assertThat(new MissingDownRevision("a", "b", "").involved()).isEmpty();
        assertThat(new SelfLoop("a", true).involved()).isEmpty();
    }

    private static List<String> cycle(GraphFault fault) {
        return fault instanceof SelfLoop loop ? List.of(loop.revision()) : fault.involved();
    }

    private static boolean isByDependency(GraphFault fault) {
        return fault instanceof SelfLoop loop ? loop.dependency() : fault instanceof DependencyCycle;
    }

    private static boolean eachRevisesTheNext(List<String> cycle, List<Revision> revisions) {
        return IntStream.range(0, cycle.size())
                .allMatch(index -> revisions.stream()
                        .filter(revision -> revision.id().equals(cycle.get(index)))
                        .allMatch(
                                revision -> revision.downRevisions().contains(cycle.get((index + 1) % cycle.size()))));
    }

    private static void assertEachHasTheNextAsAParent(List<String> cycle, List<Revision> revisions) {
        for (int index = 0; index < cycle.size(); index++) {
            assertThat(parents(cycle.get(index), revisions)).contains(cycle.get((index + 1) % cycle.size()));
        }
    }

    /** Removes revisions without open parents until nothing changes; what is left then contains a cycle. */
    private static boolean hasCycle(List<Revision> revisions, Collection<String> without) {
        Set<String> left = new HashSet<>(revisions.stream().map(Revision::id).toList());
        left.removeAll(without);
        List<String> free = new ArrayList<>();
        do {
            free.clear();
            left.stream()
                    .filter(id -> parents(id, revisions).stream().noneMatch(left::contains))
                    .forEach(free::add);
            free.forEach(left::remove);
        } while (!free.isEmpty());
        return !left.isEmpty();
    }

    private static List<String> parents(String id, List<Revision> revisions) {
        return revisions.stream()
                .filter(revision -> revision.id().equals(id))
                .flatMap(revision -> Stream.concat(revision.downRevisions().stream(), revision.dependsOn().stream()))
                .toList();
    }

    private static List<GraphFault> faults(List<Revision> revisions) {
        try {
            RevisionGraph.of(revisions);
            return List.of();
        } catch (InvalidGraphException invalid) {
            return invalid.faults();
        }
    }
}
