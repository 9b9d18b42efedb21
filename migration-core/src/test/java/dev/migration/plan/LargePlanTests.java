// SPDX-License-Identifier: Apache-2.0
package dev.migration.plan;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.migration.revision.Revision;
import dev.migration.revision.RevisionGraph;
import dev.migration.revision.target.Target;

import static org.assertj.core.api.Assertions.assertThat;

/** A hundred thousand revisions in a line. */
@Timeout(20)
class LargePlanTests {

    private static final int SIZE = 100_000;

    private final RevisionGraph graph = RevisionGraph.of(IntStream.range(0, SIZE)
            .mapToObj(index ->
                    index == 0 ? Revision.of("r0") : Revision.of("r" + index).revises("r" + (index - 1)))
            .toList());

    @Test
    void anUpgradeIsPlanned() {
        Plan plan = new Planner(graph, graph.ids(), List.of()).upgrade(new Target.Heads());

        assertThat(plan.steps()).hasSize(SIZE).last().hasToString("+r99999");
    }

    @Test
    void aDowngradeIsPlanned() {
        Plan plan = new Planner(graph, graph.ids(), graph.all().ids()).downgrade(new Target.Base());

        assertThat(plan.steps()).hasSize(SIZE).first().hasToString("-r99999");
    }

    @Test
    void stepsArePlanned() {
        Plan up = new Planner(graph, graph.ids(), List.of()).upgrade(new Target.Relative(5));
        Plan down = new Planner(graph, graph.ids(), graph.all().ids()).downgrade(new Target.Relative(-5));

        assertThat(up.after()).containsExactly("r4");
        assertThat(down.after()).containsExactly("r99994");
    }

    /** The run asks for the place of each step. */
    @Test
    void eachStepIsFound() {
        List<Step> steps = new Planner(graph, graph.ids(), List.of())
                .upgrade(new Target.Heads())
                .steps();

        for (int index = 0; index < SIZE; index++) {
            assertThat(steps.indexOf(steps.get(index)) == index && steps.contains(steps.get(index)))
                    .isTrue();
        }
        assertThat(steps.indexOf(new Step(
                        Step.Direction.DOWN, Revision.of("r0"), steps.get(0).heads())))
                .isNegative();
    }
}
