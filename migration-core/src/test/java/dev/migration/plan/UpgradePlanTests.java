// SPDX-License-Identifier: Apache-2.0
package dev.migration.plan;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

class UpgradePlanTests {

    private final RevisionGraph line = graph("a <- b <- c");
    private final RevisionGraph diamond = graph("a <- b", "b <- c1", "b <- c2", "c1,c2 <- m");
    private final RevisionGraph fork = graph("a <- b1 <- b2", "a <- c1 <- c2", "c2 depends b1", "c1 labels billing");
    private final RevisionGraph two = graph("a1 <- a2", "b1 <- b2", "b2 depends a1", "a1 created 2", "b1 created 1");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    # target | applied | steps    | after
                    heads    | -       | +a +b +c | c
                    head     | -       | +a +b +c | c
                    heads    | a       | +b +c    | c
                    heads    | a b c   | -        | c
                    b        | -       | +a +b    | b
                    b        | a b c   | -        | c
                    base     | -       | -        | -
                    base     | a b     | -        | b
                    +1       | -       | +a       | a
                    +1       | a       | +b       | b
                    +2       | a       | +b +c    | c
                    +3       | -       | +a +b +c | c
                    """)
    void aLineIsAppliedFromItsBase(String target, String applied, String steps, String after) {
        assertPlan(planner(line, applied).upgrade(Target.parse(target)), steps, after);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    # target | applied     | steps             | after
                    head     | -           | +a +b +c1 +c2 +m  | m
                    c1       | -           | +a +b +c1         | c1
                    c1       | a b c2      | +c1               | c1 c2
                    m        | a b c1      | +c2 +m            | m
                    m        | a b c1 c2   | +m                | m
                    c2       | a b c1 c2 m | -                 | m
                    c1@+1    | a b c1 c2   | +m                | m
                    +1       | a b c1      | +c2 +m            | m
                    """)
    void aMergeAppliesBothParents(String target, String applied, String steps, String after) {
        assertPlan(planner(diamond, applied).upgrade(Target.parse(target)), steps, after);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    # target | applied    | steps              | after
                    heads    | -          | +a +b1 +b2 +c1 +c2 | b2 c2
                    heads    | a b1 b2    | +c1 +c2            | b2 c2
                    b2       | -          | +a +b1 +b2         | b2
                    c2       | -          | +a +b1 +c1 +c2     | c2
                    c2       | a b1 b2    | +c1 +c2            | b2 c2
                    billing  | a          | +c1                | c1
                    c1@+1    | a b1 b2 c1 | +c2                | b2 c2
                    billing@+1 | a b1 b2  | +c1                | b2 c1
                    billing@head | b1 a   | +c1 +c2            | c2
                    +1       | a c1       | +b1 +c2            | c2
                    """)
    void aBranchIsAppliedWithItsDependencies(String target, String applied, String steps, String after) {
        assertPlan(planner(fork, applied).upgrade(Target.parse(target)), steps, after);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    # target | applied  | steps           | after
                    heads    | -        | +b1 +a1 +a2 +b2 | a2 b2
                    b2       | -        | +b1 +a1 +b2     | b2
                    b2       | b1       | +a1 +b2         | b2
                    heads    | b1 a1 b2 | +a2             | a2 b2
                    """)
    void independentLinesAreOrderedByAge(String target, String applied, String steps, String after) {
        assertPlan(planner(two, applied).upgrade(Target.parse(target)), steps, after);
    }

    @Test
    void missingAncestorsOfAnAppliedRevisionAreApplied() {
        assertPlan(planner(line, "a c").upgrade(Target.parse("heads")), "+b", "c");
    }

    @Test
    void aPlanHasTheHeadsBeforeItsFirstStep() {
        Plan plan = planner(diamond, "a b c2 c1").upgrade(Target.parse("head"));

        assertThat(plan.operation()).isEqualTo(Operation.UPGRADE);
        assertThat(plan.before()).containsExactly("c1", "c2");
        assertThat(plan.isEmpty()).isFalse();
    }

    @Test
    void aPlanWithoutStepsIsEmpty() {
        assertThat(planner(line, "a b c").upgrade(Target.parse("heads")).isEmpty())
                .isTrue();
    }

    @Test
    void aPlanIsWrittenWithItsSteps() {
        assertThat(planner(line, "a").upgrade(Target.parse("heads"))).hasToString("upgrade [+b, +c]");
    }

    @Test
    void headsAreThoseOfTheScripts() {
        Planner planner = new Planner(line, List.of("a", "b"), List.of());

        assertThat(planner.heads().ids()).containsExactly("b");
        assertPlan(planner.upgrade(Target.parse("heads")), "+a +b", "b");
    }

    @Test
    void appliedRevisionsWithoutAScriptStay() {
        Planner planner = new Planner(graph("a <- b", "a <- x"), List.of("a", "b"), List.of("a", "x"));

        assertThat(planner.current().ids()).containsExactly("x");
        assertPlan(planner.upgrade(Target.parse("head")), "+b", "b x");
    }

    @Test
    void aStepUpLeadsToARevisionWithAScript() {
        Planner planner = new Planner(graph("a <- b", "a <- x"), List.of("a", "b"), List.of("a"));

        assertPlan(planner.upgrade(Target.parse("+1")), "+b", "b");
    }

    @Test
    void theRevisionsThatAnUpgradeToAllHeadsAppliesArePending() {
        assertThat(planner(two, "b1").pending().ids()).containsExactly("a1", "a2", "b2");
    }

    @Test
    void headIsRefusedIfThereAreSeveral() {
        refused(
                fork,
                "a",
                "head",
                new ResolutionFault.MultipleHeads("head", List.of("b2", "c2")),
                "Name one of them",
                "'heads' for all",
                "'branch@head'",
                "merge -m \"merge\" b2 c2");
    }

    @Test
    void aRevisionMustExist() {
        refused(
                graph("abc123"),
                "-",
                "abc132",
                new ResolutionFault.NotFound("abc132", List.of("abc123")),
                "Did you mean 'abc123'?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "abc1", "abc123def"})
    void aPrefixOfOneIdMeansItsRevision(String target) {
        assertPlan(planner(graph("abc123def"), "-").upgrade(Target.parse(target)), "+abc123def", "abc123def");
    }

    @Test
    void aPrefixOfSeveralIdsIsAmbiguous() {
        refused(
                graph("abc123 <- abc145"),
                "-",
                "abc1",
                new ResolutionFault.AmbiguousPrefix("abc1", List.of("abc123", "abc145")),
                "Write more of the id.");
    }

    @Test
    void aShortIdIsNeverShortened() {
        refused(graph("abc"), "-", "ab", new ResolutionFault.NotFound("ab", List.of("abc")), "Did you mean 'abc'?");
    }

    @Test
    void aForkIsAmbiguous() {
        refused(
                diamond,
                "a b",
                "+1",
                new WalkFault.AmbiguousWalk("+1", List.of("c1", "c2")),
                "Name the revision to go to",
                "'c1@+1', 'c2@+1'");
    }

    @Test
    void severalBasesAreAmbiguous() {
        refused(
                two,
                "-",
                "+2",
                new WalkFault.AmbiguousWalk("+2", List.of("b1", "a1")),
                "Name the revision to go to",
                "'b1@+2', 'a1@+2'");
    }

    @Test
    void aStepUpFromSeveralRevisionsIsAmbiguousAlsoWhereTheyMeet() {
        refused(
                diamond,
                "a b c1 c2",
                "+1",
                new WalkFault.AmbiguousCurrent("+1", List.of("c1", "c2")),
                "'c1@+1', 'c2@+1', or name the revision");
    }

    @Test
    void aStepUpFromSeveralRevisionsIsAmbiguousAlsoIfOneIsAHead() {
        refused(
                fork,
                "a b1 b2 c1",
                "+1",
                new WalkFault.AmbiguousCurrent("+1", List.of("b2", "c1")),
                "'b2@+1', 'c1@+1', or name the revision");
    }

    @Test
    void stepsAboveTheHeadAreRefused() {
        refused(line, "a", "+3", new WalkFault.WalkedTooFar("+3", 2), "'heads' to go all the way up");
    }

    @Test
    void aTargetBelowIsRefused() {
        refused(line, "a b", "-1", new WalkFault.WrongWay("An upgrade", "-1"), "upgrade with +N", "downgrade with -N");
    }

    private static void refused(
            RevisionGraph graph, String applied, String target, TargetFault fault, String... wordsOfTheRemedy) {
        assertRefused(() -> planner(graph, applied).upgrade(Target.parse(target)), fault, wordsOfTheRemedy);
    }
}
