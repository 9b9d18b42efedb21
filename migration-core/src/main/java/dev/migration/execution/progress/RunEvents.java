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
 * Tells of a run as a whole: once that it began, once how it ended, however many sessions it takes; and hears whether it is to
 * stop.
 */
public final class RunEvents {

    private final EventPublisher events;
    private final Set<MigrationEvent> told = new HashSet<>();
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

    /** The plan that was begun. */
    public Plan plan() {
        return begun.orElseThrow();
    }

    /** What was found before anything runs; each is said once, however often the database is looked at. */
    public void tell(List<MigrationEvent> found) {
        found.stream().filter(told::add).forEach(events::publish);
    }

    public void begin(Plan plan) {
        if (!isBegun()) {
            begun = Optional.of(plan);
            start = System.nanoTime();
            events.publish(new MigrationEvent.Started(plan));
        }
    }

    /** Does what comes before the first step, until it is done once. */
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
