// SPDX-License-Identifier: Apache-2.0
package dev.migration.plan;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.migration.plan.Plan.Operation;
import dev.migration.revision.RevisionGraph;
import dev.migration.revision.fault.ResolutionFault;
import dev.migration.revision.fault.TargetException;
import dev.migration.revision.fault.TargetFault;
import dev.migration.revision.fault.WalkFault;

import static dev.migration.plan.PlanFixtures.assertPlan;
import static dev.migration.plan.PlanFixtures.planner;
import static dev.migration.plan.PlanFixtures.targets;
import static dev.migration.revision.GraphDrawing.graph;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class StampPlanTests {

    private final RevisionGraph twoHeads = graph("a <- left1 <- left2", "a <- right1 <- right2");
    private final RevisionGraph dependent = graph("x1 <- xm <- x2", "y1 <- y2", "y2 depends xm");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    # targets   | applied               | steps                            | after
                    heads       | -                     | +a +left1 +left2 +right1 +right2 | left2 right2
                    left1       | -                     | +a +left1                        | left1
                    left1       | a left1 left2         | -left2                           | left1
                    left1       | a left1               | -                                | left1
                    a           | a left1 right1        | -right1 -left1                   | a
                    right1      | a left1               | +right1                          | left1 right1
                    left1 right2| a left1 left2 right1  | -left2 +right2                   | left1 right2
                    a left1     | a left1 left2 right1  | -right1 -left2                   | left1
                    """)
    void revisionsRelatedToTheTargetsAreRecordedAccordingly(
            String targets, String applied, String steps, String after) {
        assertPlan(planner(twoHeads, applied).stamp(targets(targets)), steps, after);
    }

    /** Alembic keeps right2 alone. */
    @Test
    void stampingTheHeadsLosesNone() {
        assertPlan(planner(twoHeads, "a left1 left2 right1").stamp(targets("heads")), "+right2", "left2 right2");
    }

    /** Alembic loses y1, and with it the information that the branch was applied. */
    @Test
    void stampingBelowADependencyRemovesOnlyItsDescendants() {
        assertPlan(planner(dependent, "x1 xm y1 y2").stamp(targets("x1")), "-y2 -xm", "x1 y1");
    }

    @Test
    void stampingADependentRecordsItsDependencies() {
        assertPlan(planner(dependent, "x1").stamp(targets("y2")), "+xm +y1 +y2", "y2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    # targets | applied     | steps           | after
                    base      | x1 xm y1 y2 | -y2 -y1 -xm -x1 | -
                    base      | -           | -               | -
                    """)
    void baseRemovesEverything(String targets, String applied, String steps, String after) {
        assertPlan(planner(dependent, applied).stamp(targets(targets)), steps, after);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    # targets | applied     | steps           | after
                    y1        | x1 xm y1 y2 | -y2             | xm y1
                    base y1   | x1 xm y1 y2 | -y2             | xm y1
                    y1 base   | x1 xm y1 y2 | -y2             | xm y1
                    """)
    void baseTogetherWithOtherTargetsIsIgnored(String targets, String applied, String steps, String after) {
        assertPlan(planner(dependent, applied).stamp(targets(targets)), steps, after);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    # targets | applied     | steps           | after
                    y1        | x1 xm y1 y2 | -y2 -xm -x1     | y1
                    base y1   | x1 xm y1 y2 | -y2 -xm -x1     | y1
                    y1        | x1 xm       | -xm -x1 +y1     | y1
                    base      | x1 xm y1    | -y1 -xm -x1     | -
                    """)
    void aPurgeRemovesAllOtherRevisions(String targets, String applied, String steps, String after) {
        assertPlan(planner(dependent, applied).purgeAndStamp(targets(targets)), steps, after);
    }

    @Test
    void noTargetChangesNothing() {
        assertPlan(planner(twoHeads, "a left1").stamp(targets("-")), "-", "left1");
    }

    @Test
    void aLabelNamesItsRevision() {
        assertPlan(planner(graph("a <- b", "b labels billing"), "-").stamp(targets("billing")), "+a +b", "b");
    }

    @Test
    void aPlanHasTheHeadsBeforeItsFirstStep() {
        Plan plan = planner(twoHeads, "a left1 left2").stamp(targets("left1"));

        assertThat(plan.operation()).isEqualTo(Operation.STAMP);
        assertThat(plan.before()).containsExactly("left2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    # targets        | applied        | steps           | after
                    +1               | a left1        | +left2          | left2
                    left1@+1         | a              | +left1          | left1
                    left1@+1 right1  | a              | +left1 +right1  | left1 right1
                    -1               | a left1        | -left1          | a
                    -1               | a right1 left1 | -left1          | right1
                    left1@-1         | a left1 right1 | -left1          | right1
                    -1               | a              | -a              | -
                    """)
    void stepsCountFromTheAppliedRevisions(String targets, String applied, String steps, String after) {
        assertPlan(planner(twoHeads, applied).stamp(targets(targets)), steps, after);
    }

    @Test
    void aForkIsAmbiguous() {
        refused("+1", new WalkFault.AmbiguousWalk("+1", List.of("left1", "right1")), "'left1@+1', 'right1@+1'");
    }

    @Test
    void stepsBelowTheBaseAreRefused() {
        refused("-2", new WalkFault.WalkedTooFar("-2", 1), "'base' to go all the way down");
    }

    @Test
    void headIsRefusedIfThereAreSeveral() {
        refused("head", new ResolutionFault.MultipleHeads("head", List.of("left2", "right2")), "'heads' for all");
    }

    @Test
    void everyTargetMustExist() {
        refused("a rihgt1", new ResolutionFault.NotFound("rihgt1", List.of("right1")), "Did you mean 'right1'?");
    }

    private void refused(String targets, TargetFault fault, String wordsOfTheRemedy) {
        assertThatExceptionOfType(TargetException.class)
                .isThrownBy(() -> planner(twoHeads, "a").stamp(targets(targets)))
                .satisfies(refused -> {
                    assertThat(refused.fault()).isEqualTo(fault);
                    assertThat(refused.problem()).isEqualTo(fault.problem());
                    assertThat(refused.remedy()).contains(wordsOfTheRemedy);
                });
    }
}
