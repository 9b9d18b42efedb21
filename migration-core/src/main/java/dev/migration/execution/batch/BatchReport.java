// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.batch;

import java.time.Duration;

import dev.migration.event.BatchProgress;
import dev.migration.event.MigrationEvent;
import dev.migration.version.BatchState;

/** Publishes the progress of a batch, and knows its rate. */
final class BatchReport {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** How much the last batch counts. */
    private static final double WEIGHT = 0.2;

    private final BatchSession run;
    private final RunningBatch batch;
    private double rate;
    private long published;

    BatchReport(BatchSession run, RunningBatch batch) {
        this.run = run;
        this.batch = batch;
    }

    double rate() {
        return rate;
    }

    void committed(long rows, Duration time) {
        double now = rows / Math.max(1e-3, time.toNanos() / 1e9);
        rate = rate == 0 ? now : rate + WEIGHT * (now - rate);
        if (published == 0 || System.nanoTime() - published >= INTERVAL.toNanos()) {
            published = System.nanoTime();
            publish(false);
        }
    }

    void finished() {
        publish(true);
    }

    private void publish(boolean finished) {
        BatchState state = batch.state();
        run.events()
                .publish(new MigrationEvent.BatchCommitted(
                        batch.work().task().plan(),
                        batch.work().task().step(),
                        new BatchProgress(
                                batch.table().name(),
                                state.rows().passed(),
                                state.rows().estimate(),
                                state.rows().changed(),
                                state.errors(),
                                rate,
                                finished)));
    }
}
