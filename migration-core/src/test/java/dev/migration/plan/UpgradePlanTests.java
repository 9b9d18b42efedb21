package dev.migration.plan;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.migration.plan.Plan.Operation;
import dev.migration.revision.RevisionGraph;
import dev.migration.revision.Target;
import dev.migration.revision.TargetException;

import static dev.migration.plan.Plans.assertPlan;
import static dev.migration.plan.Plans.planner;
import static dev.migration.revision.Graphs.graph;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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
    void aLineIsPutOnFromBelow(String target, String applied, String steps, String after) {
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
                    +1       | a b c1 c2   | +m                | m
                    +1       | a b c1      | +c2 +m            | m
                    """)
    void aMergeBringsBothOfItsSides(String target, String applied, String steps, String after) {
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
                    +1       | a b1 b2 c1 | +c2                | b2 c2
                    +1       | a c1       | +b1 +c2            | c2
                    """)
    void aBranchIsPutOnWithWhatItDependsOn(String target, String applied, String steps, String after) {
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
    void whatIsMissingBelowAnAppliedRevisionIsPutOn() {
        assertPlan(planner(line, "a c").upgrade(Target.parse("heads")), "+b", "c");
    }

    @Test
    void aPlanKnowsItsBeginning() {
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
    void aStepUpGoesToAScript() {
        Planner planner = new Planner(graph("a <- b", "a <- x"), List.of("a", "b"), List.of("a"));

        assertPlan(planner.upgrade(Target.parse("+1")), "+b", "b");
    }

    @Test
    void whatAnUpgradeToEveryHeadWouldPutOnIsPending() {
        assertThat(planner(two, "b1").pending().ids()).containsExactly("a1", "a2", "b2");
    }

    @Test
    void severalHeadsAreNotOne() {
        refused(
                fork,
                "a",
                "head",
                "There are 2 heads: b2, c2.",
                "Use 'heads' for all of them, name one, or join them with a merge revision.");
    }

    @Test
    void aRevisionIsThere() {
        refused(
                graph("abc123"),
                "-",
                "abc132",
                "There is no revision 'abc132'. Did you mean 'abc123'?",
                "Use the id of a revision, or heads, head or base.");
    }

    @Test
    void aPrefixIsNoId() {
        refused(
                graph("abc123def"),
                "-",
                "abc1",
                "There is no revision 'abc1'.",
                "Use the id of a revision, or heads, head or base.");
    }

    @Test
    void aWayThatForksIsAmbiguous() {
        refused(diamond, "a b", "+1", "'+1' is ambiguous: the way up forks to c1, c2.", "Name the revision to go to.");
    }

    @Test
    void severalBasesAreAmbiguous() {
        refused(two, "-", "+2", "'+2' is ambiguous: the way up forks to b1, a1.", "Name the revision to go to.");
    }

    @Test
    void noWayLeadsAboveTheHead() {
        refused(
                line,
                "a",
                "+3",
                "There are fewer than 3 revisions above the database.",
                "Use heads to go all the way.");
    }

    @Test
    void noUpgradeLeadsDown() {
        refused(
                line,
                "a b",
                "-1",
                "An upgrade cannot go to '-1'.",
                "Use +N to go N revisions up and -N to go N revisions down.");
    }

    private static void refused(RevisionGraph graph, String applied, String target, String problem, String remedy) {
        assertThatExceptionOfType(TargetException.class)
                .isThrownBy(() -> planner(graph, applied).upgrade(Target.parse(target)))
                .satisfies(refused -> {
                    assertThat(refused.problem()).isEqualTo(problem);
                    assertThat(refused.remedy()).isEqualTo(remedy);
                });
    }
}
