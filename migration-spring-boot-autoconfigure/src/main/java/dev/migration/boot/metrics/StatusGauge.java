// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.metrics;

import java.util.Collection;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

import dev.migration.MigrationStatus;
import dev.migration.boot.status.MigrationMonitor.Snapshot;

/**
 * A gauge that is computed from the state of a database.
 *
 * @param unit the base unit; an empty text if the gauge has none
 * @param tags the tags in addition to {@code database}
 */
record StatusGauge(String name, String description, String unit, Tags tags, ToDoubleFunction<Snapshot> value) {

    static StatusGauge of(String name, String description, ToDoubleFunction<Snapshot> value) {
        return new StatusGauge(name, description, "", Tags.empty(), value);
    }

    /** A value that is not known ({@code NaN}) until the database has answered. */
    static StatusGauge known(String name, String description, ToDoubleFunction<MigrationStatus> value) {
        return of(
                name,
                description,
                snapshot -> snapshot.status().map(value::applyAsDouble).orElse(Double.NaN));
    }

    static StatusGauge count(String name, String description, Function<MigrationStatus, Collection<?>> revisions) {
        return known(name, description, status -> revisions.apply(status).size());
    }

    StatusGauge tagged(String key, String tag) {
        return new StatusGauge(name, description, unit, tags.and(key, tag), value);
    }

    StatusGauge in(String baseUnit) {
        return new StatusGauge(name, description, baseUnit, tags, value);
    }

    /** Registers the gauge. The registry keeps a strong reference, because no other object refers to the lambda. */
    void registerIn(MeterRegistry registry, String database, Supplier<Snapshot> snapshots) {
        Gauge.builder(name, () -> value.applyAsDouble(snapshots.get()))
                .description(description)
                .baseUnit(unit.isEmpty() ? null : unit)
                .tags(Tags.of("database", database).and(tags))
                .register(registry);
    }
}
