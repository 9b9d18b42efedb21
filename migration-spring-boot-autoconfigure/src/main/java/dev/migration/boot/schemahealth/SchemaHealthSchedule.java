// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.schemahealth;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import dev.migration.boot.status.FailureSummary;
import dev.migration.boot.status.MigrationMonitor;
import dev.migration.boot.status.RepeatedLook;
import dev.migration.cli.health.check.HealthFinding;
import dev.migration.cli.health.check.SchemaHealth;
import dev.migration.schema.ObjectFilter;
import dev.migration.schema.catalog.SchemaReadException;

/** Checks the schemas of databases at intervals, on a thread of its own. A failure is a result of a check. */
public final class SchemaHealthSchedule implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SchemaHealthSchedule.class);

    private final Supplier<Map<String, MigrationMonitor>> monitors;
    private final Function<String, ObjectFilter> filters;
    private final RepeatedLook repeated;
    private final Map<String, SchemaHealthLook> looks = new ConcurrentHashMap<>();

    /**
     * @param monitors the monitors by the names of their databases; called at each look
     * @param filters the objects of a database that are checked
     */
    public SchemaHealthSchedule(
            Supplier<Map<String, MigrationMonitor>> monitors,
            Function<String, ObjectFilter> filters,
            Duration interval) {
        this.monitors = monitors;
        this.filters = filters;
        this.repeated = new RepeatedLook("migration-schema-health", interval, this::look);
    }

    /** What the last look at a database found; empty if nobody has looked. */
    public Optional<SchemaHealthLook> last(String database) {
        return Optional.ofNullable(looks.get(database));
    }

    /** Checks all databases on the thread of the caller. */
    void look() {
        monitors.get().forEach(this::look);
    }

    private void look(String database, MigrationMonitor monitor) {
        Optional<SchemaHealthLook> before = last(database);
        SchemaHealthLook now = check(monitor, filters.apply(database), before);
        looks.put(database, now);
        now.findings()
                .filter(found ->
                        !found.equals(before.flatMap(SchemaHealthLook::findings).orElse(Map.of())))
                .ifPresent(found -> log.info(
                        "Findings about the schema of the database {}: {}; the command 'schema-health' lists them",
                        database,
                        found.isEmpty() ? "none" : found));
    }

    private static SchemaHealthLook check(
            MigrationMonitor monitor, ObjectFilter filter, Optional<SchemaHealthLook> before) {
        try {
            List<HealthFinding> findings = new SchemaHealth(monitor.migrator(), filter).findings();
            Map<String, Integer> counts = new LinkedHashMap<>();
            findings.forEach(finding -> counts.merge(finding.check().id(), 1, Integer::sum));
            return new SchemaHealthLook(
                    Optional.of(Collections.unmodifiableMap(counts)), Instant.now(), Optional.empty());
        } catch (SQLException failure) {
            return failed(new SchemaReadException(failure), before);
        } catch (RuntimeException failure) {
            return failed(failure, before);
        }
    }

    private static SchemaHealthLook failed(RuntimeException failure, Optional<SchemaHealthLook> before) {
        log.debug("The schema cannot be checked", failure);
        return new SchemaHealthLook(
                before.flatMap(SchemaHealthLook::findings), Instant.now(), Optional.of(FailureSummary.of(failure)));
    }

    @Override
    public void start() {
        repeated.start();
    }

    @Override
    public void stop() {
        repeated.stop();
    }

    @Override
    public boolean isRunning() {
        return repeated.isRunning();
    }
}
