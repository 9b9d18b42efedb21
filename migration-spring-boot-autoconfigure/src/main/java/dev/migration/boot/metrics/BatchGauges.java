// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.metrics;

import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;

import dev.migration.boot.status.MigrationMonitor.Snapshot;
import dev.migration.event.BatchProgress;
import dev.migration.event.RunProgress;

/** The gauges of the statement that runs in batches in this application; 0 if none does. */
final class BatchGauges {

    private BatchGauges() {}

    static List<StatusGauge> all() {
        return List.of(
                gauge("migration.batch.rows", "Rows in the batches that are done", BatchProgress::passed),
                gauge("migration.batch.estimate", "Rows of the table when it began, about", BatchProgress::estimate),
                gauge("migration.batch.rate", "Rows per second", BatchProgress::rowsPerSecond),
                gauge("migration.batch.set.aside", "Rows that failed and were set aside", BatchProgress::errors),
                gauge(
                        "migration.batch.holding",
                        "Whether no batch begins now",
                        batch -> batch.hold().isPresent() ? 1 : 0),
                gauge("migration.batch.held", "How long this run was held", batch -> seconds(batch.held()))
                        .in("seconds"),
                gauge(
                                "migration.batch.remaining",
                                "The time until the last row at this rate; 0 if it is not known",
                                batch -> seconds(batch.remaining().orElse(Duration.ZERO)))
                        .in("seconds"));
    }

    private static StatusGauge gauge(String name, String description, ToDoubleFunction<BatchProgress> value) {
        return StatusGauge.of(name, description, snapshot -> progress(snapshot, value));
    }

    private static double progress(Snapshot snapshot, ToDoubleFunction<BatchProgress> value) {
        return snapshot.progress()
                .flatMap(RunProgress::batch)
                .map(value::applyAsDouble)
                .orElse(0.0);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
