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
import dev.migration.version.StateStatement;

/** Writes down what is applied without running it; all rows in one transaction. */
final class StampRunner {

    private final MigrationSession session;
    private final RunContext workplace;
    private final EventPublisher events;

    StampRunner(MigrationSession session, RunContext workplace, EventPublisher events) {
        this.session = session;
        this.workplace = workplace;
        this.events = events;
    }

    void stamp(Plan plan) {
        Stream<StateStatement> revisions = plan.steps().stream()
                .flatMap(step ->
                        workplace.records().success(Operation.STAMP, step, Optional.of(Duration.ZERO)).stream());
        // Behind the revisions, some of which say that a repeatable has to be applied again.
        Stream<StateStatement> repeatables =
                plan.repeatables().stream().flatMap(repeatable -> workplace.records().stamped(repeatable).stream());
        session.write(Stream.concat(revisions, repeatables).toList());
        for (Step step : plan.steps()) {
            events.publish(new MigrationEvent.RevisionFinished(plan, step, Duration.ZERO));
        }
    }
}
