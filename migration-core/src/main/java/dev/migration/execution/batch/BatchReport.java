// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.batch;

import java.time.Duration;

import dev.migration.event.BatchProgress;
import dev.migration.event.MigrationEvent;
import dev.migration.version.BatchState;

/** Publishes the progress of a batch, and knows its rate. */
final class BatchReport {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** The rate is about that of this time. */
    private static final double SMOOTHING_SECONDS = 10;

    private final BatchSession run;
    private final RunningBatch batch;
    private double rate;
    private long last = System.nanoTime();
    private long published;

    BatchReport(BatchSession run, RunningBatch batch) {
        this.run = run;
        this.batch = batch;
    }

    double rate() {
        return rate;
    }

    /** After a commit; the time since the one before includes what is not the statement. */
    void committed(long rows) {
        double seconds = Math.max(1e-3, (System.nanoTime() - last) / 1e9);
        last = System.nanoTime();
        double weight = rate == 0 ? 1 : 1 - Math.exp(-seconds / SMOOTHING_SECONDS);
        rate += weight * (rows / seconds - rate);
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
