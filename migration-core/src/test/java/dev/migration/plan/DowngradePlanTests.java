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
    void aLineIsTakenOffFromAbove(String target, String applied, String steps, String after) {
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
    void aMergeGoesWithEitherOfItsSides(String target, String applied, String steps, String after) {
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
    void aBranchThatDoesNotStandOnTheTargetStays(String target, String applied, String steps, String after) {
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
    void stepsDownTakeOffTheHeadThatWasAppliedLast(String target, String applied, String steps, String after) {
        assertPlan(planner(diamond, applied).downgrade(Target.parse(target)), steps, after);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    # target | applied     | steps   | after
                    -1       | a1 a2 b1 b2 | -b2     | a2 b1
                    -2       | a1 a2 b1 b2 | -b2 -b1 | a2
                    -2       | b1 a1 a2 b2 | -b2 -a2 | a1 b1
                    -1       | b1 a1       | -a1     | b1
                    -1       | b1 b2 a1 a2 | -b2     | a2 b1
                    """)
    void stepsDownNeverTakeOffWhatSomethingStandsOn(String target, String applied, String steps, String after) {
        assertPlan(planner(two, applied).downgrade(Target.parse(target)), steps, after);
    }

    @Test
    void aPlanKnowsItsBeginning() {
        Plan plan = planner(diamond, "a b c2 c1").downgrade(Target.parse("-1"));

        assertThat(plan.operation()).isEqualTo(Operation.DOWNGRADE);
        assertThat(plan.before()).containsExactly("c1", "c2");
        assertThat(plan).hasToString("downgrade [-c1]");
    }

    @Test
    void appliedRevisionsWithoutAScriptAreTakenOffToo() {
        Planner planner = new Planner(graph("a <- b <- x"), List.of("a", "b"), List.of("a", "b", "x"));

        assertPlan(planner.downgrade(Target.parse("a")), "-x -b", "a");
    }

    @Test
    void noWayLeadsDownToWhatIsNotApplied() {
        refused(
                line,
                "a b",
                "c",
                "Revision 'c' is not applied, so there is no way down to it.",
                "Applied now: b. Use upgrade to go up.");
    }

    @Test
    void noWayLeadsDownFromNothing() {
        refused(
                line,
                "-",
                "a",
                "Revision 'a' is not applied, so there is no way down to it.",
                "Applied now: nothing. Use upgrade to go up.");
    }

    @Test
    void noWayLeadsDownToHeadsThatAreNotApplied() {
        refused(
                graph("a <- b", "a <- c"),
                "a b",
                "heads",
                "Revision 'c' is not applied, so there is no way down to it.",
                "Applied now: b. Use upgrade to go up.");
    }

    @Test
    void noWayLeadsBelowTheFirst() {
        refused(
                line,
                "a b",
                "-3",
                "Only 2 revisions are applied; '-3' goes below the first.",
                "Use base to take off all of them.");
    }

    @Test
    void noDowngradeLeadsUp() {
        refused(
                line,
                "a b",
                "+1",
                "A downgrade cannot go to '+1'.",
                "Use +N to go N revisions up and -N to go N revisions down.");
    }

    @Test
    void severalHeadsAreNotOne() {
        refused(
                graph("a <- b", "a <- c"),
                "a b c",
                "head",
                "There are 2 heads: b, c.",
                "Use 'heads' for all of them, name one, or join them with a merge revision.");
    }

    @Test
    void aRevisionIsThere() {
        refused(
                line,
                "a",
                "missing",
                "There is no revision 'missing'.",
                "Use the id of a revision, or heads, head or base.");
    }

    private static void refused(RevisionGraph graph, String applied, String target, String problem, String remedy) {
        assertThatExceptionOfType(TargetException.class)
                .isThrownBy(() -> planner(graph, applied).downgrade(Target.parse(target)))
                .satisfies(refused -> {
                    assertThat(refused.problem()).isEqualTo(problem);
                    assertThat(refused.remedy()).isEqualTo(remedy);
                });
    }
}
