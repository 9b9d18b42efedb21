// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.progress;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import dev.migration.event.EventPublisher;
import dev.migration.event.MigrationEvent;
import dev.migration.execution.session.StopSignal;
import dev.migration.plan.Plan;

/**
 * Publishes the events of a run as a whole: its start once and its end once, however many sessions it uses. Holds the stop signal
 * of the run.
 */
public final class RunEvents {

    private final EventPublisher events;
    private final Set<MigrationEvent> published = new HashSet<>();
    private final StopSignal stop;
    private boolean prepared;
    private Optional<Plan> begun = Optional.empty();
    private long start;

    public RunEvents(EventPublisher events, StopSignal stop) {
        this.events = events;
        this.stop = stop;
    }

    public EventPublisher events() {
        return events;
    }

    public StopSignal stop() {
        return stop;
    }

    public boolean isBegun() {
        return begun.isPresent();
    }

    /** The plan of the run, once it has begun. */
    public Plan plan() {
        return begun.orElseThrow();
    }

    /** Publishes events that were found before the first step, each once, however often the database is read. */
    public void publishOnce(List<MigrationEvent> found) {
        found.stream().filter(published::add).forEach(events::publish);
    }

    public void begin(Plan plan) {
        if (!isBegun()) {
            begun = Optional.of(plan);
            start = System.nanoTime();
            events.publish(new MigrationEvent.Started(plan));
        }
    }

    /** Calls the preparation of the first step, until it has succeeded once. */
    public void prepare(Consumer<Plan> preparation) {
        if (!prepared) {
            preparation.accept(plan());
            prepared = true;
        }
    }

    public void finish() {
        begun.ifPresent(plan -> events.publish(new MigrationEvent.Finished(plan, since())));
    }

    public void fail(Throwable failure) {
        begun.ifPresent(plan -> events.publish(new MigrationEvent.Failed(plan, since(), failure)));
    }

    private Duration since() {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
