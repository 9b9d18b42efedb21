// SPDX-License-Identifier: Apache-2.0
package dev.migration.plan;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.migration.plan.Plan.Operation;
import dev.migration.revision.RevisionGraph;
import dev.migration.revision.fault.ResolutionFault;
import dev.migration.revision.fault.TargetFault;
import dev.migration.revision.fault.WalkFault;
import dev.migration.revision.target.Target;

import static dev.migration.plan.PlanFixtures.assertPlan;
import static dev.migration.plan.PlanFixtures.assertRefused;
import static dev.migration.plan.PlanFixtures.planner;
import static dev.migration.revision.GraphDrawing.graph;
import static org.assertj.core.api.Assertions.assertThat;

class DowngradePlanTests {

    private final RevisionGraph line = graph("a <- b <- c");
    private final RevisionGraph diamond = graph("a <- b", "b <- c1", "b <- c2", "c1,c2 <- m");
    private final RevisionGraph two = graph("a1 <- a2", "b1 <- b2", "b2 depends a2", "a2 labels billing");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    # target | applied | steps    | after
                    base     | a b c   | -c -b -a | -
                    base     | -       | -        | -
                    a        | a b c   | -c -b    | a
                    b        | a b c   | -c       | b
                    c        | a b c   | -        | c
                    heads    | a b c   | -        | c
                    head     | a b c   | -        | c
                    -1       | a b c   | -c       | b
                    -2       | a b c   | -c -b    | a
                    -3       | a b c   | -c -b -a | -
                    """)
    void aLineIsRevertedFromItsHead(String target, String applied, String steps, String after) {
        assertPlan(planner(line, applied).downgrade(Target.parse(target)), steps, after);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    # target | applied     | steps            | after
                    base     | a b c1 c2 m | -m -c2 -c1 -b -a | -
                    a        | a b c1 c2 m | -m -c2 -c1 -b    | a
                    b        | a b c1 c2 m | -m -c2 -c1       | b
                    c1       | a b c1 c2 m | -m               | c1 c2
                    b        | a b c2      | -c2              | b
                    """)
    void aMergeIsRevertedWithEitherParent(String target, String applied, String steps, String after) {
        assertPlan(planner(diamond, applied).downgrade(Target.parse(target)), steps, after);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    # target | applied     | steps           | after
                    b1       | b1 a1 a2 b2 | -b2             | a2 b1
                    a2       | b1 a1 a2 b2 | -               | b2
                    billing  | b1 a1 a2 b2 | -               | b2
                    a1       | b1 a1 a2 b2 | -b2 -a2         | a1 b1
                    b1       | a1 a2 b1    | -               | a2 b1
                    a1       | a1 a2 b1    | -a2             | a1 b1
                    base     | b1 a1 a2 b2 | -b2 -b1 -a2 -a1 | -
                    """)
    void aBranchThatDoesNotDescendFromTheTargetStays(String target, String applied, String steps, String after) {
        assertPlan(planner(two, applied).downgrade(Target.parse(target)), steps, after);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    # target | applied     | steps            | after
                    -1       | a b c1 c2 m | -m               | c1 c2
                    -2       | a b c1 c2 m | -m -c2           | c1
                    -2       | a b c2 c1 m | -m -c1           | c2
                    -3       | a b c2 c1 m | -m -c1 -c2       | b
                    -5       | a b c1 c2 m | -m -c2 -c1 -b -a | -
                    -1       | a b c1 c2   | -c2              | c1
                    -1       | a b c2 c1   | -c1              | c2
                    """)
    void stepsDownRevertTheHeadThatWasAppliedLast(String target, String applied, String steps, String after) {
        assertPlan(planner(diamond, applied).downgrade(Target.parse(target)), steps, after);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    # target | applied     | steps   | after
                    -1       | a1 a2 b1 b2 | -b2     | a2 b1
                    -2       | a1 a2 b1 b2 | -b2 -b1 | a2
                    -2       | b1 a1 a2 b2 | -b2 -b1 | a2
                    -1       | b1 a1       | -a1     | b1
                    -1       | b1 b2 a1 a2 | -b2     | a2 b1
                    """)
    void stepsDownNeverRevertARevisionWithDescendants(String target, String applied, String steps, String after) {
        assertPlan(planner(two, applied).downgrade(Target.parse(target)), steps, after);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    # target | applied   | steps    | after
                    -1       | a c x t   | -t       | x
                    -2       | a c x t   | -t -x -c | a
                    -1       | a c x     | -x       | c
                    """)
    void stepsDownFromOneRevisionRevertTheDescendantsOfTheirEnd(
            String target, String applied, String steps, String after) {
        RevisionGraph aside = graph("a <- c <- t", "c <- x", "t depends x");

        assertPlan(planner(aside, applied).downgrade(Target.parse(target)), steps, after);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    # target | applied     | steps      | after
                    c1@-1    | a b c1 c2   | -c1        | c2
                    c1@-2    | a b c1 c2 m | -m -c1     | c2
                    c1@b     | a b c1 c2   | -c1        | c2
                    c1@head  | a b c1 c2 m | -          | m
                    """)
    void aBranchDecidesWhichRevisionsAreReverted(String target, String applied, String steps, String after) {
        assertPlan(planner(diamond, applied).downgrade(Target.parse(target)), steps, after);
    }

    @Test
    void aPlanNotesThatItRevertsTheLastAppliedRevisions() {
        assertThat(planner(diamond, "a b c2 c1").downgrade(Target.parse("-1")).notes())
                .containsExactly("'-1' is ambiguous here; the revisions that were applied last are reverted.");
    }

    @Test
    void anUnambiguousPlanHasNoNotes() {
        assertThat(planner(line, "a b c").downgrade(Target.parse("-2")).notes()).isEmpty();
    }

    @Test
    void aPlanHasTheHeadsBeforeItsFirstStep() {
        Plan plan = planner(diamond, "a b c2 c1").downgrade(Target.parse("-1"));

        assertThat(plan.operation()).isEqualTo(Operation.DOWNGRADE);
        assertThat(plan.before()).containsExactly("c1", "c2");
        assertThat(plan).hasToString("downgrade [-c1]");
    }

    @Test
    void appliedRevisionsWithoutAScriptAreRevertedToo() {
        Planner planner = new Planner(graph("a <- b <- x"), List.of("a", "b"), List.of("a", "b", "x"));

        assertPlan(planner.downgrade(Target.parse("a")), "-x -b", "a");
    }

    @Test
    void aTargetThatIsNotAppliedIsRefused() {
        refused(
                line,
                "a b",
                "c",
                new WalkFault.NotApplied("c", List.of("b")),
                "Applied now: 'b'. Use upgrade to go up.");
    }

    @Test
    void aDowngradeOfAnEmptyDatabaseIsRefused() {
        refused(
                line,
                "-",
                "a",
                new WalkFault.NotApplied("a", List.of()),
                "Applied now: nothing. Use upgrade to go up.");
    }

    @Test
    void aHeadThatIsNotAppliedIsRefused() {
        refused(line, "a b", "heads", new WalkFault.NotApplied("c", List.of("b")), "Use upgrade");
    }

    @Test
    void severalHeadsAreRefusedAsATarget() {
        refused(
                graph("a <- b", "a <- c"),
                "a b",
                "heads",
                new ResolutionFault.MultipleHeads("heads", List.of("b", "c")),
                "Name one of them, use 'branch@head' for one branch");
    }

    @Test
    void stepsBelowTheBaseAreRefused() {
        refused(line, "a b", "-3", new WalkFault.WalkedTooFar("-3", 2), "'base' to go all the way down");
    }

    @Test
    void stepsDownDoNotFollowDependencies() {
        refused(two, "b1 a1 a2 b2", "-3", new WalkFault.WalkedTooFar("-3", 2), "'base'");
    }

    @Test
    void moreStepsThanAppliedRevisionsAreRefused() {
        refused(diamond, "a b c1 c2", "-5", new WalkFault.WalkedTooFar("-5", 4), "'base'");
    }

    @Test
    void aTargetAboveIsRefused() {
        refused(line, "a b", "+1", new WalkFault.WrongWay("A downgrade", "+1"), "upgrade with +N", "downgrade with -N");
    }

    @Test
    void headIsRefusedIfThereAreSeveral() {
        refused(
                graph("a <- b", "a <- c"),
                "a b c",
                "head",
                new ResolutionFault.MultipleHeads("head", List.of("b", "c")),
                "Name one of them",
                "'heads' for all",
                "'branch@head'",
                "merge -m \"merge\" b c");
    }

    @Test
    void aRevisionMustExist() {
        refused(
                line,
                "a",
                "missing",
                new ResolutionFault.NotFound("missing", List.of()),
                "'history' lists the revisions");
    }

    private static void refused(
            RevisionGraph graph, String applied, String target, TargetFault fault, String... wordsOfTheRemedy) {
        assertRefused(() -> planner(graph, applied).downgrade(Target.parse(target)), fault, wordsOfTheRemedy);
    }
}
