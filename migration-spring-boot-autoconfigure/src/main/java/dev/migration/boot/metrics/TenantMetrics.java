// SPDX-License-Identifier: Apache-2.0
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
 * Registers the meters of tenants. Each meter has the tag {@code database}, and none the name of a tenant.
 *
 * <ul>
 *   <li>{@code migration.tenants} {database, state}: gauge, tenants that are {@code up_to_date}, {@code pending} or {@code failed}
 *   <li>{@code migration.tenants.running}, {@code migration.tenants.done}: gauges, the number of tenants of the run of this application,
 *       and the number of them that are finished, with or without success
 * </ul>
 */
public final class TenantMetrics implements MeterBinder {

    private static final Duration MAX_AGE = Duration.ofSeconds(10);
    private static final Duration TIMEOUT = Duration.ofMillis(500);

    private static final Map<String, ToDoubleFunction<TenantStates>> STATES = new TreeMap<>(Map.of(
            "up_to_date", TenantStates::upToDate, "pending", TenantStates::pending, "failed", TenantStates::failed));

    private final Supplier<Map<String, TenantMonitor>> monitors;

    /** @param monitors the monitors by the names of their databases; called when a registry is bound */
    public TenantMetrics(Supplier<Map<String, TenantMonitor>> monitors) {
        this.monitors = monitors;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        monitors.get().forEach((database, monitor) -> {
            STATES.forEach((state, count) -> gauge("migration.tenants", monitor, bound -> count(bound, count))
                    .description("Tenants in a state")
                    .tags("database", database, "state", state)
                    .register(registry));
            run("migration.tenants.running", monitor, TenantProgress::tenants)
                    .description("Tenants of the current run")
                    .tag("database", database)
                    .register(registry);
            run("migration.tenants.done", monitor, TenantProgress::done)
                    .description("Tenants of the current run that are finished")
                    .tag("database", database)
                    .register(registry);
        });
    }

    private static Gauge.Builder<TenantMonitor> run(
            String name, TenantMonitor monitor, ToDoubleFunction<TenantProgress> value) {
        return gauge(
                name,
                monitor,
                bound -> read(bound).progress().map(value::applyAsDouble).orElse(0.0));
    }

    private static Gauge.Builder<TenantMonitor> gauge(
            String name, TenantMonitor monitor, ToDoubleFunction<TenantMonitor> value) {
        return Gauge.builder(name, monitor, value);
    }

    private static double count(TenantMonitor monitor, ToDoubleFunction<TenantStates> count) {
        return read(monitor).states().map(count::applyAsDouble).orElse(Double.NaN);
    }

    private static Snapshot read(TenantMonitor monitor) {
        return monitor.readCached(MAX_AGE, TIMEOUT);
    }
}
