// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.observation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;

import dev.migration.boot.status.DatabaseName;
import dev.migration.event.MigrationEvent;
import dev.migration.event.MigrationListener;
import dev.migration.plan.Plan;
import dev.migration.plan.Step;

/**
 * Creates observations of runs and of their revisions, from which a tracer creates spans. A revision that is retried is one observation,
 * with an event for each retry.
 */
public final class MigrationObservations implements MigrationListener {

    private static final Observation.Event RETRY = Observation.Event.of("migration.retry", "retry");

    private final Supplier<ObservationRegistry> registry;
    private final Supplier<MigrationObservationConvention> convention;
    private final String database;

    /** The open observations of each thread, the run first, then its revision. A run stays on its thread ({@link MigrationListener}). */
    private final Map<Thread, Deque<Open>> open = new ConcurrentHashMap<>();

    /**
     * @param registry called when a run begins
     * @param convention called when a run or a revision begins
     */
    public MigrationObservations(
            Supplier<ObservationRegistry> registry, Supplier<MigrationObservationConvention> convention) {
        this(registry, convention, DatabaseName.PRIMARY);
    }

    private MigrationObservations(
            Supplier<ObservationRegistry> registry,
            Supplier<MigrationObservationConvention> convention,
            String database) {
        this.registry = registry;
        this.convention = convention;
        this.database = database;
    }

    @Override
    public MigrationObservations forDatabase(String name) {
        return new MigrationObservations(registry, convention, name);
    }

    @Override
    public void on(MigrationEvent event) {
        if (event instanceof MigrationEvent.Started started) {
            open.put(Thread.currentThread(), new ArrayDeque<>());
            begin(started.plan(), Optional.empty());
        } else if (event instanceof MigrationEvent.RevisionStarted started && depth() == 1) {
            begin(started.plan(), Optional.of(started.step()));
        } else if (event instanceof MigrationEvent.WaitingToRetry && depth() > 0) {
            observations().getLast().observation().event(RETRY);
        } else if (event instanceof MigrationEvent.RevisionFinished && depth() == 2) {
            end(Optional.empty());
        } else if (event instanceof MigrationEvent.RevisionFailed failed && depth() == 2) {
            end(Optional.of(failed.failure()));
        } else if (event instanceof MigrationEvent.Finished) {
            endAll(Optional.empty());
        } else if (event instanceof MigrationEvent.Failed failed) {
            endAll(Optional.of(failed.failure()));
        }
    }

    private void begin(Plan plan, Optional<Step> step) {
        String name = step.isPresent() ? "migration.run.revision" : "migration.run";
        MigrationObservationContext context = new MigrationObservationContext(database, plan, step);
        Observation observation = Observation.createNotStarted(name, () -> context, registry.get())
                .observationConvention(convention.get())
                .start();
        observations().addLast(new Open(observation, observation.openScope(), context));
    }

    private void end(Optional<Throwable> failure) {
        Open ended = observations().removeLast();
        failure.ifPresent(ended.observation()::error);
        ended.context().ended(failure.isPresent() ? "failure" : "success");
        ended.scope().close();
        ended.observation().stop();
    }

    private void endAll(Optional<Throwable> failure) {
        while (depth() > 0) {
            end(failure);
        }
        open.remove(Thread.currentThread());
    }

    private int depth() {
        return observations().size();
    }

    private Deque<Open> observations() {
        return open.getOrDefault(Thread.currentThread(), new ArrayDeque<>());
    }

    private record Open(Observation observation, Observation.Scope scope, MigrationObservationContext context) {}
}
