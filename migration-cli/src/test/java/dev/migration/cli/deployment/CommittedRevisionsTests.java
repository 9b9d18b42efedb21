// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.deployment;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.migration.event.MigrationEvent;
import dev.migration.plan.Plan;
import dev.migration.plan.Step;
import dev.migration.revision.HeadsChange;
import dev.migration.revision.Revision;

import static org.assertj.core.api.Assertions.assertThat;

class CommittedRevisionsTests {

    private final List<Step> steps = List.of(step("a"), step("b"), step("c"));
    private final Plan plan = new Plan(Plan.Operation.UPGRADE, steps, List.of(), List.of("c"), List.of());
    private final CommittedRevisions record = new CommittedRevisions();

    @Test
    void finishedStepsAreCommitted() {
        record.on(new MigrationEvent.Started(plan));
        finish(0);
        finish(1);
        begin(2);

        assertThat(record.committed()).containsExactly("a", "b");
        assertThat(record.remaining()).containsExactly("c");
        assertThat(record.hasOthers()).isFalse();
    }

    /** The run loses its session in b; another deployment obtains the lock first and applies b. */
    @Test
    void stepsOfAnotherSessionAreNotCommitted() {
        record.on(new MigrationEvent.Started(plan));
        finish(0);
        begin(1);
        begin(2);

        assertThat(record.committed()).containsExactly("a");
        assertThat(record.remaining()).containsExactly("b", "c");
        assertThat(record.hasOthers()).isTrue();
    }

    private void finish(int place) {
        begin(place);
        record.on(new MigrationEvent.RevisionFinished(plan, steps.get(place), Duration.ZERO));
    }

    private void begin(int place) {
        record.on(new MigrationEvent.RevisionStarted(plan, steps.get(place)));
    }

    private static Step step(String id) {
        return new Step(Step.Direction.UP, Revision.of(id), new HeadsChange(List.of(), List.of(id)));
    }
}
