// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

import dev.migration.event.EventPublisher;
import dev.migration.event.MigrationEvent;
import dev.migration.execution.session.MigrationSession;
import dev.migration.execution.statement.RunContext;
import dev.migration.plan.Plan;
import dev.migration.plan.Plan.Operation;
import dev.migration.plan.Step;
import dev.migration.version.table.StateStatement;

/** Records revisions as applied or not applied, without running them; writes all rows in one transaction. */
record StampRunner(MigrationSession session, RunContext context, EventPublisher events) {

    void stamp(Plan plan) {
        Stream<StateStatement> revisions = plan.steps().stream()
                .flatMap(step -> context.records().success(Operation.STAMP, step, Optional.of(Duration.ZERO)).stream());
        // After the revisions, because their rows may record that a repeatable is pending again.
        Stream<StateStatement> repeatables =
                plan.repeatables().stream().flatMap(repeatable -> context.records().stamped(repeatable).stream());
        session.write(Stream.concat(revisions, repeatables).toList());
        for (Step step : plan.steps()) {
            events.publish(new MigrationEvent.RevisionFinished(plan, step, Duration.ZERO));
        }
    }
}
