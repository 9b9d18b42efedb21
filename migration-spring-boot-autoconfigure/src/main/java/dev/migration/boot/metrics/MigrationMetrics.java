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
 * Measures migrations. Each meter has the tag {@code database}; all are listed in {@code docs/spring-boot.md}.
 *
 * <p>Runs end before a registry exists, because exporters may need the database themselves: they are kept and handed to each
 * registry that is bound later. No meter has an id of a revision for a tag: each deployment would bring new ones.
 */
public final class MigrationMetrics implements MigrationListener, MeterBinder {

    private final Supplier<Map<String, MigrationMonitor>> monitors;
    private final MeterRecording recording = new MeterRecording();
    private final RunTimers primary = new RunTimers(DatabaseName.PRIMARY, recording);

    /**
     * @param monitors by the names of their databases; asked for when a registry is bound, when the migrators exist
     */
    public MigrationMetrics(Supplier<Map<String, MigrationMonitor>> monitors) {
        this.monitors = monitors;
    }

    /** Whoever names no database has only one. */
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
        ScrapeCache looks = new ScrapeCache(monitors.get());
        for (String database : looks.databases()) {
            RunTimers.registerIn(registry, database);
            StatusGauges.registerIn(registry, database, () -> looks.at(database));
        }
        recording.bindTo(registry);
    }
}
