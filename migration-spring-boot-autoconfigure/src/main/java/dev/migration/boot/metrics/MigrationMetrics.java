// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.metrics;

import java.util.Map;
import java.util.function.Supplier;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import dev.migration.boot.status.DatabaseName;
import dev.migration.boot.status.MigrationMonitor;
import dev.migration.event.MigrationEvent;
import dev.migration.event.MigrationListener;

/**
 * Registers the meters of all migrated databases. Each meter has the tag {@code database}; {@code docs/spring-boot.md} lists them.
 *
 * <p>The runs at start-up end before a registry exists, because exporters may need the database. They are stored, and recorded in each
 * registry that is bound later. No tag contains the id of a revision, because each deployment would then add new time series.
 */
public final class MigrationMetrics implements MigrationListener, MeterBinder {

    private final Supplier<Map<String, MigrationMonitor>> monitors;
    private final MeterRecording recording = new MeterRecording();
    private final RunTimers primary = new RunTimers(DatabaseName.PRIMARY, recording);

    /**
     * @param monitors the monitors by the names of their databases; called when a registry is bound, because the migrators exist by then
     */
    public MigrationMetrics(Supplier<Map<String, MigrationMonitor>> monitors) {
        this.monitors = monitors;
    }

    /** Records an event of the only database. */
    @Override
    public void on(MigrationEvent event) {
        primary.on(event);
    }

    @Override
    public MigrationListener forDatabase(String database) {
        return new RunTimers(database, recording);
    }

    /** See {@link RunTimers#forTenant}. */
    @Override
    public MigrationListener forTenant(String tenant) {
        return primary.forTenant(tenant);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        ScrapeCache cache = new ScrapeCache(monitors.get());
        for (String database : cache.databases()) {
            RunTimers.registerIn(registry, database);
            StatusGauges.registerIn(registry, database, () -> cache.get(database));
        }
        recording.bindTo(registry);
    }
}
