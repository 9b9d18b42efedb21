// SPDX-License-Identifier: Apache-2.0
package dev.migration.plan;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.migration.revision.Revision;
import dev.migration.revision.RevisionGraph;
import dev.migration.revision.VersionRows;
import dev.migration.revision.fault.GraphFault;
import dev.migration.revision.fault.InvalidGraphException;
import dev.migration.revision.fault.ResolutionFault;
import dev.migration.revision.fault.WalkFault;
import dev.migration.revision.target.TargetResolver;

import static dev.migration.plan.PlanFixtures.all;
import static dev.migration.plan.PlanFixtures.applied;
import static dev.migration.plan.PlanFixtures.history;
import static dev.migration.plan.PlanFixtures.refusal;
import static dev.migration.plan.PlanFixtures.rows;
import static dev.migration.plan.PlanFixtures.steps;
import static dev.migration.plan.PlanFixtures.to;
import static dev.migration.revision.GraphDrawing.graph;
import static dev.migration.revision.GraphDrawing.revisions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** The rows of {@code docs/where-we-differ-from-alembic.md}, by number: cases in which Alembic's behaviour is wrong. */
class QuestionableBehaviourTests {

    private final RevisionGraph twoHeads = graph("left1 <- left2", "right1");
    private final RevisionGraph diamond = graph("a <- b <- m", "a <- c", "b,c <- m");
    private final RevisionGraph shared = graph("root <- bill <- bill2", "root <- mail", "bill labels billing");

    @Test
    void row1_dependenciesThatImplyEachOtherAreApplied() {
        RevisionGraph graph = graph("a1 <- a2", "b1 <- b2", "b2 depends a1,a2");

        assertThat(rows(graph).upgrade(to("heads")).after()).containsExactly("b2");
    }

    @Test
    void row2_noRowImpliesAnotherAfterADowngrade() {
        RevisionGraph graph = graph("a1 <- a2 <- a3", "a3 depends a1", "z1");

        assertThat(rows(graph, "a3", "z1").downgrade(to("a2")).after()).containsExactlyInAnyOrder("a2", "z1");
    }

    @Test
    void row3_theRowsAreRightAfterEveryStep() {
        RevisionGraph graph = graph("a1 <- a2", "b1 <- b2", "b2 depends a2");
        Plan plan = rows(graph, "b2").downgrade(to("base"));

        assertThat(plan.steps()).hasSize(4);
        assertThat(plan.currentAfter(1)).containsExactlyInAnyOrder("a2", "b1");
        assertThat(plan.currentAfter(4)).isEmpty();
    }

    @Test
    void row4_stampingHeadsLosesNone() {
        assertThat(rows(twoHeads, "left2", "right1").stamp(all("heads")).after())
                .containsExactlyInAnyOrder("left2", "right1");
        assertThat(rows(twoHeads, "left1")
                        .stamp(all("left2", "right1", "left2"))
                        .after())
                .containsExactlyInAnyOrder("left2", "right1");
    }

    @Test
    void row5_stampingKeepsRevisionsThatDoNotDescendFromTheTarget() {
        RevisionGraph graph = graph("x1 <- xm", "y1 <- y2", "y2 depends xm", "y1 labels yy");

        assertThat(rows(graph, "y2").stamp(all("x1")).after()).containsExactlyInAnyOrder("x1", "y1");
        assertThat(rows(graph, "y2").stamp(all("yy@base")).after()).containsExactly("xm");
        assertThat(rows(shared, "bill2", "mail").stamp(all("billing@base")).after())
                .containsExactly("mail");
    }

    @Test
    void row6_cyclesAreFoundAlsoBetweenABaseAndAHead() {
        List<Revision> circle = revisions("a <- b", "b,d <- c", "c <- d <- e");
        List<Revision> byDependency = revisions("a <- b <- c", "x <- y <- z", "b depends y", "y depends b");

        assertThat(fault(circle)).isEqualTo(new GraphFault.Cycle(List.of("d", "c")));
        assertThat(fault(byDependency)).isInstanceOf(GraphFault.DependencyCycle.class);
    }

    @Test
    void row7_missingAndDuplicateRevisionsAreFaultsAllAtOnce() {
        InvalidGraphException invalid = catchThrowableOfType(
                InvalidGraphException.class,
                () -> RevisionGraph.of(List.of(
                        Revision.of("a"),
                        Revision.of("a"),
                        Revision.of("b").revises("nowhere").dependsOn("nothing"))));

        assertThat(invalid.faults())
                .extracting(fault -> fault.getClass().getSimpleName())
                .containsExactly("DuplicateId", "MissingDownRevision", "MissingDependency");
    }

    @Test
    void row8_oneStepDownFromSeveralRowsRevertsTheLastAppliedOrIsAmbiguous() {
        assertThat(steps(applied(twoHeads, "left1", "right1", "left2").downgrade(to("-1"))))
                .isEqualTo("-left2");
        assertThat(applied(twoHeads, "left1", "right1", "left2")
                        .downgrade(to("-1"))
                        .notes())
                .hasSize(1);
        assertThat(refusal(() -> rows(twoHeads, "left2", "right1").downgrade(to("-1"))))
                .isEqualTo(new WalkFault.AmbiguousCurrent("-1", List.of("left2", "right1")));
    }

    @Test
    void row9_oneStepDownFromAMergeLeavesBothParents() {
        Plan plan = rows(diamond, "m").downgrade(to("-1"));

        assertThat(steps(plan)).isEqualTo("-m");
        assertThat(plan.after()).containsExactlyInAnyOrder("b", "c");
    }

    @Test
    void row10_walksThatLeaveTheGraphAreRefused() {
        assertThat(refusal(() -> rows(twoHeads).upgrade(to("left2+1")))).isInstanceOf(WalkFault.WalkedTooFar.class);
        assertThat(refusal(() -> rows(twoHeads).upgrade(to("left1-1")))).isInstanceOf(WalkFault.WalkedTooFar.class);
        assertThat(refusal(() -> rows(twoHeads, "right1").downgrade(to("left1@-1"))))
                .isInstanceOf(WalkFault.WalkedTooFar.class);
    }

    @Test
    void row11_historyCrossesADependency() {
        RevisionGraph graph = graph("a1 <- a2", "b1 <- b2", "b2 depends a2");

        assertThat(history(rows(graph), "a1:b2")).containsExactly("a2", "a1");
    }

    @Test
    void row12_aDatabaseWithEverythingIsAtHeads() {
        RevisionGraph graph = graph("a1", "b1", "b1 depends a1");

        assertThat(rows(graph, "b1").isAtHeads()).isTrue();
        assertThat(rows(graph, "a1").isAtHeads()).isFalse();
    }

    @Test
    void row13_historyOfAnEmptyDatabaseIsEmpty() {
        assertThat(history(rows(twoHeads), ":current")).isEmpty();
        assertThat(history(rows(twoHeads), "current:")).hasSize(3);
    }

    @Test
    void row14_theBranchIsResolvedFirst() {
        assertThat(steps(rows(shared, "bill2", "mail").downgrade(to("billing@head"))))
                .isEmpty();
        assertThat(steps(rows(shared, "mail").downgrade(to("billing@base")))).isEmpty();
        assertThat(refusal(() -> rows(shared, "bill2", "mail").downgrade(to("billing@mail"))))
                .isEqualTo(new ResolutionFault.NotInBranch("billing", "mail"));
    }

    @Test
    void row15_oneGrammarServesEveryCommand() {
        Planner planner = applied(shared, "root");

        assertThat(planner.targets().resolve(to("bill+1")).ids()).containsExactly("bill2");
        assertThat(planner.stamp(all("billing@+1")).after()).containsExactly("bill");
        assertThat(history(planner, "bill2-1:")).containsExactly("bill2", "bill");
        assertThat(planner.upgrade(to("current")).isEmpty()).isTrue();
        assertThat(applied(shared, "root", "bill").stamp(all("-1")).after()).containsExactly("root");
    }

    @Test
    void row16_namesThatTheGrammarReadsInAnotherWayAreRefused() {
        for (String name : Set.of("head", "heads", "base", "current", "rel-2", "a@b", "a:b", "a+1")) {
            assertThat(fault(List.of(Revision.of(name)))).isInstanceOf(GraphFault.IllegalName.class);
            assertThat(fault(List.of(Revision.of("a").branch(name)))).isInstanceOf(GraphFault.IllegalName.class);
        }
    }

    @Test
    void row17_aLabelMeansItsRevisionAndDescendants() {
        RevisionGraph before = graph("a <- b <- c", "b labels billing");
        RevisionGraph after = graph("a <- b <- c", "b <- d", "b labels billing");

        assertThat(TargetResolver.of(before).resolve(to("billing@heads")).ids()).containsExactly("c");
        assertThat(TargetResolver.of(after).resolve(to("billing@heads")).ids()).containsExactly("c", "d");
    }

    @Test
    void row18_nothingToDoIsNotTheSameAsNotApplied() {
        RevisionGraph graph = graph("a1 <- a2", "b1", "b1 depends a1");

        assertThat(rows(graph, "b1").downgrade(to("a1")).isEmpty()).isTrue();
        assertThat(refusal(() -> rows(graph, "b1").downgrade(to("a2"))))
                .isEqualTo(new WalkFault.NotApplied("a2", List.of("b1")));
    }

    @Test
    void row19_rowsAndAppliedRevisionsAreReportedSeparately() {
        RevisionGraph graph = graph("a1 <- a2", "b1", "b1 depends a2");

        assertThat(VersionRows.of(graph, List.of("a1", "b1")).applied().ids())
                .containsExactlyInAnyOrder("a1", "a2", "b1");
        assertThat(rows(graph, "b1").current().ids()).containsExactly("b1");
        assertThat(rows(graph, "b1").currentBranches().ids()).containsExactly("a2", "b1");
    }

    @Test
    void row20_dependenciesOfABranchStayAndTheOrderIsStable() {
        RevisionGraph graph = graph("a1 <- a2", "b1 <- b2", "b2 depends a2", "b1 labels bs");
        RevisionGraph reversed = RevisionGraph.of(List.of(
                graph.find("b2").orElseThrow(),
                graph.find("b1").orElseThrow(),
                graph.find("a2").orElseThrow(),
                graph.find("a1").orElseThrow()));

        assertThat(rows(graph, "b2").downgrade(to("bs@base")).after()).containsExactly("a2");
        assertThat(reversed.revisions()).isEqualTo(graph.revisions());
    }

    private static GraphFault fault(List<Revision> revisions) {
        return catchThrowableOfType(InvalidGraphException.class, () -> RevisionGraph.of(revisions))
                .faults()
                .get(0);
    }
}
