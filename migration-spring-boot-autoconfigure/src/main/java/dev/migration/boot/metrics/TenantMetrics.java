package dev.migration.boot.metrics;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import dev.migration.boot.status.TenantMonitor;
import dev.migration.boot.status.TenantMonitor.Snapshot;
import dev.migration.tenant.TenantProgress;
import dev.migration.tenant.TenantStates;

/**
 * Counts tenants, however many there are.
 *
 * <ul>
 *   <li>{@code migration.tenants} {state}: gauge, tenants that are {@code up_to_date}, {@code pending} or {@code failed}
 *   <li>{@code migration.tenants.running}, {@code migration.tenants.done}: gauges, how many tenants the run of this application has,
 *       and how many of them are over with
 * </ul>
 */
public final class TenantMetrics implements MeterBinder {

    private static final Duration AGE = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private static final Map<String, ToDoubleFunction<TenantStates>> STATES = new TreeMap<>(Map.of(
            "up_to_date", TenantStates::upToDate, "pending", TenantStates::pending, "failed", TenantStates::failed));

    private final TenantMonitor monitor;

    public TenantMetrics(TenantMonitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        STATES.forEach((state, count) -> Gauge.builder("migration.tenants", monitor, watched -> count(watched, count))
                .description("Tenants in a state")
                .tag("state", state)
                .register(registry));
        gauge(registry, "migration.tenants.running", "Tenants of the run that is under way", TenantProgress::tenants);
        gauge(registry, "migration.tenants.done", "Of these, those that are over with", TenantProgress::done);
    }

    private void gauge(
            MeterRegistry registry, String name, String description, ToDoubleFunction<TenantProgress> value) {
        Gauge.builder(
                        name,
                        monitor,
                        watched -> look(watched)
                                .progress()
                                .map(value::applyAsDouble)
                                .orElse(0.0))
                .description(description)
                .register(registry);
    }

    private static double count(TenantMonitor monitor, ToDoubleFunction<TenantStates> count) {
        return look(monitor).states().map(count::applyAsDouble).orElse(Double.NaN);
    }

    private static Snapshot look(TenantMonitor monitor) {
        return monitor.notOlderThan(AGE, PATIENCE);
    }
}
