// SPDX-License-Identifier: Apache-2.0
package dev.migration.plan;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.migration.revision.Revision;
import dev.migration.revision.RevisionGraph;
import dev.migration.revision.fault.AuthoringFault;
import dev.migration.revision.fault.GraphFault;
import dev.migration.revision.fault.InvalidGraphException;
import dev.migration.revision.fault.WalkFault;
import dev.migration.revision.target.Target;

import static dev.migration.plan.PlanFixtures.refusal;
import static dev.migration.plan.PlanFixtures.steps;
import static dev.migration.plan.PlanFixtures.to;
import static dev.migration.revision.GraphDrawing.graph;
import static dev.migration.revision.GraphDrawing.graphFor;
import static dev.migration.revision.GraphDrawing.revisions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class SquashTests {

    private static final String[] HISTORY = {"a <- b <- c <- d <- e", "b labels billing", "x", "c depends x"};

    @Test
    void theNewRevisionHasTheParentsOfTheReplacedOnes() {
        Revision squashed = squash(graph(HISTORY), "b", "d").revision();

        assertThat(squashed.downRevisions()).containsExactly("a");
        assertThat(squashed.dependsOn()).containsExactly("x");
        assertThat(squashed.branchLabels()).containsExactly("billing");
        assertThat(squashed.replaces()).containsExactly("b", "c", "d");
    }

    @Test
    void branchesThatMergeInsideTheRangeAreSquashed() {
        RevisionGraph diamond = graph("a <- b <- m <- z", "a <- c", "b,c <- m", "other", "other <- c2");

        assertThat(squash(diamond, "a", "m").revision().replaces()).containsExactly("a", "b", "c", "m");
    }

    @Test
    void branchesThatLeaveTheRangeAreRefused() {
        assertThat(refusal(() -> squash(graph("a <- b <- c", "a <- side"), "a", "c")))
                .isEqualTo(new AuthoringFault.BranchesInRange(Map.of("side", "a")));
        assertThat(refusal(() -> squash(graph("a <- b <- c", "y", "y depends b"), "a", "c")))
                .isEqualTo(new AuthoringFault.BranchesInRange(Map.of("y", "b")));
    }

    @Test
    void anInvalidRangeIsRefused() {
        assertThat(refusal(() -> squash(graph("a <- b"), "b", "a"))).isInstanceOf(AuthoringFault.NothingToSquash.class);
        assertThat(refusal(() -> squash(graph("a <- b"), "a", "a"))).isInstanceOf(AuthoringFault.NothingToSquash.class);
        assertThat(refusal(() -> squash(graph("s <- b", "s replaces p,q"), "s", "b")))
                .isEqualTo(new AuthoringFault.ReplacesOthers("s"));
    }

    @Test
    void anEmptyDatabaseAppliesTheSquashedRevision() {
        assertThat(steps(upgrade(Set.of(), squashed()))).isEqualTo("+a +x +s +e");
        assertThat(steps(upgrade(Set.of(), without("b", "c", "d")))).isEqualTo("+a +x +s +e");
    }

    @Test
    void aDatabaseWithAllReplacedRevisionsHasTheSquashedOne() {
        Set<String> applied = Set.of("a", "x", "b", "c", "d");

        for (List<Revision> scripts : List.of(squashed(), without("b", "c", "d"))) {
            Plan plan = upgrade(applied, scripts);

            assertThat(plan.before()).containsExactly("s");
            assertThat(steps(plan)).isEqualTo("+e");
        }
    }

    @Test
    void aDatabaseWithSomeReplacedRevisionsAppliesTheOthers() {
        for (Set<String> applied : List.of(Set.of("a", "b"), Set.of("a", "x", "b", "c"))) {
            RevisionGraph graph = RevisionGraph.of(squashed(), applied);
            Plan plan = upgrade(applied, squashed());
            Set<String> after = new HashSet<>(applied);
            plan.steps().forEach(step -> after.add(step.revision().id()));

            assertThat(graph.find("s")).isEmpty();
            assertThat(graph.replacementOf("s").map(Revision::id)).contains("d");
            assertThat(after).containsExactlyInAnyOrder("a", "x", "b", "c", "d", "e");
            assertThat(upgrade(after, squashed()).isEmpty()).isTrue();
        }
    }

    @Test
    void aDatabaseWithSomeReplacedRevisionsIsRefusedIfOthersHaveNoScript() {
        Set<String> applied = Set.of("a", "b");
        List<Revision> scripts = without("c", "d");

        assertThat(refusal(() -> upgrade(applied, scripts)))
                .isEqualTo(new WalkFault.PartiallyReplaced("s", List.of("b"), List.of("c", "d")));
        assertThat(steps(planner(applied, scripts).upgrade(to("x")))).isEqualTo("+x");
        assertThat(steps(planner(applied, scripts).downgrade(to("a")))).isEqualTo("-b");
    }

    @Test
    void theSquashedRevisionIsRevertedAsOne() {
        Set<String> applied = Set.of("a", "x", "b", "c", "d");

        assertThat(steps(planner(applied, squashed()).downgrade(to("-1")))).isEqualTo("-s");
        assertThat(planner(applied, squashed()).downgrade(to("-1")).after()).containsExactlyInAnyOrder("a", "x");
    }

    @Test
    void namesOfReplacedRevisionsResolveToTheirReplacement() {
        Planner planner = planner(Set.of(), without("b", "c", "d"));

        assertThat(planner.targets().resolve(to("c")).ids()).containsExactly("s");
    }

    @Test
    void anImpossibleReplacementIsAFault() {
        assertThat(fault("s replaces s")).isEqualTo(new GraphFault.IllegalReplacement("s", "s", "that is itself"));
        assertThat(fault("s replaces a", "t replaces a"))
                .isEqualTo(new GraphFault.IllegalReplacement("t", "a", "'s' replaces it already"));
        assertThat(fault("s replaces t", "t replaces a"))
                .isEqualTo(new GraphFault.IllegalReplacement("s", "t", "that one itself replaces others"));
    }

    @Test
    void aDependencyOnAReplacedRevisionIsOneOnTheSquashedOne() {
        RevisionGraph graph = graphFor(Set.of(), "a <- b", "s replaces a,b", "y", "y depends b");

        assertThat(graph.parentsOf("y")).containsExactly("s");
    }

    private static Squash squash(RevisionGraph graph, String from, String to) {
        return Squash.of(graph, to(from), to(to), "s");
    }

    private static List<Revision> squashed() {
        List<Revision> history = revisions(HISTORY);
        Revision squashed = squash(RevisionGraph.of(history), "b", "d").revision();
        return Stream.concat(history.stream(), Stream.of(squashed)).toList();
    }

    private static List<Revision> without(String... deleted) {
        Set<String> gone = Set.of(deleted);
        return squashed().stream()
                .filter(revision -> !gone.contains(revision.id()))
                .toList();
    }

    private static Plan upgrade(Set<String> applied, List<Revision> scripts) {
        return planner(applied, scripts).upgrade(new Target.Heads());
    }

    /** As {@code DatabaseState} does: applied revisions without a script are part of the graph. */
    private static Planner planner(Set<String> applied, List<Revision> scripts) {
        Set<String> ids = new HashSet<>(scripts.stream().map(Revision::id).toList());
        List<Revision> unknown = revisions(HISTORY).stream()
                .filter(revision -> applied.contains(revision.id()) && !ids.contains(revision.id()))
                .map(Revision::branch)
                .toList();
        RevisionGraph graph = RevisionGraph.of(
                Stream.concat(scripts.stream(), unknown.stream()).toList(), applied);
        return new Planner(graph, ids, applied.stream().sorted().toList());
    }

    private static GraphFault fault(String... lines) {
        return catchThrowableOfType(InvalidGraphException.class, () -> graph(lines))
                .faults()
                .get(0);
    }
}
