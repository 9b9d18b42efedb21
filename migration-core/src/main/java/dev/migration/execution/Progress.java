package dev.migration.execution;

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
 * Tells of a run as a whole: once that it began, once how it ended, however many sessions it takes; and hears whether it is to
 * stop.
 */
final class Progress {

    private final EventPublisher events;
    private final Set<MigrationEvent> told = new HashSet<>();
    private final StopSignal stop;
    private boolean prepared;
    private Optional<Plan> begun = Optional.empty();
    private long start;

    Progress(EventPublisher events, StopSignal stop) {
        this.events = events;
        this.stop = stop;
    }

    EventPublisher events() {
        return events;
    }

    StopSignal stop() {
        return stop;
    }

    boolean isBegun() {
        return begun.isPresent();
    }

    /** The plan that was begun. */
    Plan plan() {
        return begun.orElseThrow();
    }

    /** What was found before anything runs; each is said once, however often the database is looked at. */
    void tell(List<MigrationEvent> found) {
        found.stream().filter(told::add).forEach(events::publish);
    }

    void begin(Plan plan) {
        if (!isBegun()) {
            begun = Optional.of(plan);
            start = System.nanoTime();
            events.publish(new MigrationEvent.Started(plan));
        }
    }

    /** Does what comes before the first step, until it is done once. */
    void prepare(Consumer<Plan> preparation) {
        if (!prepared) {
            preparation.accept(plan());
            prepared = true;
        }
    }

    void finish() {
        begun.ifPresent(plan -> events.publish(new MigrationEvent.Finished(plan, since())));
    }

    void fail(Throwable failure) {
        begun.ifPresent(plan -> events.publish(new MigrationEvent.Failed(plan, since(), failure)));
    }

    private Duration since() {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
