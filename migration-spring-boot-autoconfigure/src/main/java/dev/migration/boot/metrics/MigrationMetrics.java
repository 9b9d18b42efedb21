package dev.migration.boot.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;

import dev.migration.MigrationStatus;
import dev.migration.boot.status.MigrationMonitor;
import dev.migration.boot.status.MigrationMonitor.Snapshot;
import dev.migration.event.MigrationEvent;
import dev.migration.event.MigrationListener;
import dev.migration.plan.Plan;
import dev.migration.plan.Plan.Operation;
import dev.migration.version.AppliedRevision;

/**
 * Measures migrations.
 *
 * <ul>
 *   <li>{@code migration.upgrade} {operation, outcome}: timer, a run that had something to do
 *   <li>{@code migration.revision} {operation, outcome}: timer, a revision
 *   <li>{@code migration.lock.wait}: timer, until the migration lock was ours
 *   <li>{@code migration.lock.retries}: counter, tries of revisions that were rolled back because others were in the way
 *   <li>{@code migration.pending}, {@code migration.applied}, {@code migration.heads}: gauges, numbers of revisions
 *   <li>{@code migration.last.applied}: gauge, seconds since 1970 at which the last revision was applied
 *   <li>{@code migration.running}: gauge, 1 while a session migrates the database, in this application or elsewhere
 *   <li>{@code migration.running.steps}, {@code migration.running.done}: gauges, how many revisions that run has, and how many
 *       of them are committed
 * </ul>
 *
 * Runs end before a registry exists, because exporters may need the database themselves: they are kept and handed to each
 * registry that is bound later.
 */
public final class MigrationMetrics implements MigrationListener, MeterBinder {

    private static final Duration GAUGE_AGE = Duration.ofSeconds(10);

    /** There from the beginning, at zero: an alert on a rate must see the first failure. */
    private static final List<TimerName> UPGRADES = Stream.of("migration.upgrade", "migration.revision")
            .flatMap(name ->
                    Stream.of("success", "failure").map(outcome -> TimerName.of(name, Operation.UPGRADE, outcome)))
            .toList();

    private static final List<Reading> READINGS = List.of(
            new Reading(
                    "migration.pending",
                    "Revisions that wait",
                    "",
                    of(status -> status.pending().size())),
            new Reading(
                    "migration.applied",
                    "Revisions that are applied",
                    "",
                    of(status -> status.applied().size())),
            new Reading(
                    "migration.heads",
                    "Heads among the scripts",
                    "",
                    of(status -> status.heads().size())),
            new Reading(
                    "migration.last.applied",
                    "When the last revision was applied, since 1970",
                    "seconds",
                    of(MigrationMetrics::lastApplied)),
            new Reading(
                    "migration.running",
                    "Whether a session migrates the database",
                    "",
                    snapshot -> snapshot.isRunning() ? 1 : 0),
            new Reading("migration.running.steps", "Revisions of the run that is under way", "", Snapshot::steps),
            new Reading("migration.running.done", "Of these, those that are committed", "", Snapshot::stepsDone));

    private final Supplier<MigrationMonitor> monitor;
    private final List<Sample> samples = new ArrayList<>();
    private final List<MeterRegistry> registries = new ArrayList<>();
    private int retries;

    /** @param monitor is asked for when a registry is bound, when the migrator exists */
    public MigrationMetrics(Supplier<MigrationMonitor> monitor) {
        this.monitor = monitor;
    }

    @Override
    public void on(MigrationEvent event) {
        if (event instanceof MigrationEvent.RevisionFinished finished) {
            if (finished.plan().operation() != Operation.STAMP) {
                record(Sample.of("migration.revision", finished.plan(), "success", finished.duration()));
            }
        } else if (event instanceof MigrationEvent.RevisionFailed failed) {
            record(Sample.of("migration.revision", failed.plan(), "failure", failed.duration()));
        } else if (event instanceof MigrationEvent.Finished finished) {
            record(Sample.of("migration.upgrade", finished.plan(), "success", finished.duration()));
        } else if (event instanceof MigrationEvent.Failed failed) {
            record(Sample.of("migration.upgrade", failed.plan(), "failure", failed.duration()));
        } else if (event instanceof MigrationEvent.LockObtained obtained) {
            record(new Sample(new TimerName("migration.lock.wait", List.of()), obtained.waited()));
        } else if (event instanceof MigrationEvent.WaitingToRetry) {
            countRetry();
        }
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        UPGRADES.forEach(timer -> timer.in(registry));
        MigrationMonitor watched = monitor.get();
        READINGS.forEach(reading -> reading.in(registry, watched));
        replayIn(registry);
    }

    // A registry that is bound while a run records must get each sample once.
    private synchronized void replayIn(MeterRegistry registry) {
        samples.forEach(sample -> sample.recordIn(registry));
        retries(registry).increment(retries);
        registries.add(registry);
    }

    // See replayIn. Registries are bound while the application starts; what runs later is not kept for others.
    private synchronized void record(Sample sample) {
        if (registries.isEmpty()) {
            samples.add(sample);
        }
        registries.forEach(sample::recordIn);
    }

    // See replayIn.
    private synchronized void countRetry() {
        if (registries.isEmpty()) {
            retries++;
        }
        registries.forEach(registry -> retries(registry).increment());
    }

    private static Counter retries(MeterRegistry registry) {
        return Counter.builder("migration.lock.retries")
                .description("Tries of revisions that were rolled back because others were in the way")
                .register(registry);
    }

    private static ToDoubleFunction<Snapshot> of(ToDoubleFunction<MigrationStatus> value) {
        return snapshot -> snapshot.status().map(value::applyAsDouble).orElse(Double.NaN);
    }

    private static double lastApplied(MigrationStatus status) {
        return status.applied().stream()
                .map(AppliedRevision::at)
                .max(Instant::compareTo)
                .map(at -> at.toEpochMilli() / 1000.0)
                .orElse(Double.NaN);
    }

    private record Reading(String name, String description, String unit, ToDoubleFunction<Snapshot> value) {

        void in(MeterRegistry registry, MigrationMonitor monitor) {
            Gauge.builder(name, monitor, this::read)
                    .description(description)
                    .baseUnit(unit.isEmpty() ? null : unit)
                    .register(registry);
        }

        private double read(MigrationMonitor monitor) {
            return value.applyAsDouble(monitor.notOlderThan(GAUGE_AGE));
        }
    }

    private record TimerName(String name, List<String> tags) {

        static TimerName of(String name, Operation operation, String outcome) {
            return new TimerName(
                    name, List.of("operation", operation.name().toLowerCase(Locale.ROOT), "outcome", outcome));
        }

        Timer in(MeterRegistry registry) {
            return Timer.builder(name).tags(tags.toArray(String[]::new)).register(registry);
        }
    }

    private record Sample(TimerName timer, Duration duration) {

        static Sample of(String timer, Plan plan, String outcome, Duration duration) {
            return new Sample(TimerName.of(timer, plan.operation(), outcome), duration);
        }

        void recordIn(MeterRegistry registry) {
            timer.in(registry).record(duration);
        }
    }
}
