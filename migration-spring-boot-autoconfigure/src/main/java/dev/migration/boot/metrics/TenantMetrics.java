package dev.migration.boot.metrics;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import dev.migration.boot.status.TenantMonitor;
import dev.migration.boot.status.TenantMonitor.Snapshot;
import dev.migration.tenant.TenantProgress;
import dev.migration.tenant.TenantStates;

/**
 * Counts tenants, however many there are. Each meter has the tag {@code database}.
 *
 * <ul>
 *   <li>{@code migration.tenants} {database, state}: gauge, tenants that are {@code up_to_date}, {@code pending} or {@code failed}
 *   <li>{@code migration.tenants.running}, {@code migration.tenants.done}: gauges, how many tenants the run of this application has,
 *       and how many of them are over with
 * </ul>
 */
public final class TenantMetrics implements MeterBinder {

    private static final Duration AGE = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private static final Map<String, ToDoubleFunction<TenantStates>> STATES = new TreeMap<>(Map.of(
            "up_to_date", TenantStates::upToDate, "pending", TenantStates::pending, "failed", TenantStates::failed));

    private final Supplier<Map<String, TenantMonitor>> monitors;

    /** @param monitors by the names of their databases; asked for when a registry is bound */
    public TenantMetrics(Supplier<Map<String, TenantMonitor>> monitors) {
        this.monitors = monitors;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        monitors.get().forEach((database, monitor) -> {
            STATES.forEach((state, count) -> gauge("migration.tenants", monitor, watched -> count(watched, count))
                    .description("Tenants in a state")
                    .tags("database", database, "state", state)
                    .register(registry));
            run("migration.tenants.running", monitor, TenantProgress::tenants)
                    .description("Tenants of the run that is under way")
                    .tag("database", database)
                    .register(registry);
            run("migration.tenants.done", monitor, TenantProgress::done)
                    .description("Of these, those that are over with")
                    .tag("database", database)
                    .register(registry);
        });
    }

    private static Gauge.Builder<TenantMonitor> run(
            String name, TenantMonitor monitor, ToDoubleFunction<TenantProgress> value) {
        return gauge(
                name,
                monitor,
                watched -> look(watched).progress().map(value::applyAsDouble).orElse(0.0));
    }

    private static Gauge.Builder<TenantMonitor> gauge(
            String name, TenantMonitor monitor, ToDoubleFunction<TenantMonitor> value) {
        return Gauge.builder(name, monitor, value);
    }

    private static double count(TenantMonitor monitor, ToDoubleFunction<TenantStates> count) {
        return look(monitor).states().map(count::applyAsDouble).orElse(Double.NaN);
    }

    private static Snapshot look(TenantMonitor monitor) {
        return monitor.notOlderThan(AGE, PATIENCE);
    }
}
