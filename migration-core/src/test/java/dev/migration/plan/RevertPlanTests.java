// SPDX-License-Identifier: Apache-2.0
package dev.migration.plan;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.migration.revision.RevisionGraph;
import dev.migration.revision.fault.TargetException;
import dev.migration.revision.fault.WalkFault;

import static dev.migration.plan.PlanFixtures.assertPlan;
import static dev.migration.plan.PlanFixtures.planner;
import static dev.migration.revision.GraphDrawing.graph;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RevertPlanTests {

    private final RevisionGraph diamond = graph("a <- b", "b <- c1", "b <- c2", "c1,c2 <- m", "x <- y", "y depends c2");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    # ids    | applied         | steps        | after
                    m        | a b c1 c2 m     | -m           | c1 c2
                    c2 m     | a b c1 c2 m     | -m -c2       | c1
                    c1       | a b c1 c2       | -c1          | c2
                    c1 x     | a b c1 c2 x     | -x -c1       | c2
                    y c2     | a b c1 c2 x y   | -y -c2       | c1 x
                    a b      | a b             | -b -a        | -
                    m        | a b c1 c2       | -            | c1 c2
                    """)
    void exactlyTheseRevisionsAreRevertedDescendantsFirst(String ids, String applied, String steps, String after) {
        assertPlan(planner(diamond, applied).revert(List.of(ids.split(" "))), steps, after);
    }

    @Test
    void aRevisionWithAppliedDescendantsIsRefused() {
        assertThatExceptionOfType(TargetException.class)
                .isThrownBy(() -> planner(diamond, "a b c1 c2 x y").revert(List.of("c1", "c2")))
                .satisfies(refused -> assertThat(refused.fault())
                        .isEqualTo(new WalkFault.HasDescendants(List.of("c1", "c2"), List.of("y"))));
    }
}
