// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.batch;

import java.time.Duration;
import java.util.Optional;

import dev.migration.event.BatchHold;
import dev.migration.event.BatchProgress;
import dev.migration.event.MigrationEvent;
import dev.migration.plan.Plan;
import dev.migration.plan.Step;
import dev.migration.version.BatchState;

/** Publishes the progress of a batch, and knows its rate and how long it was held. */
final class BatchReport {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** The rate is about that of this time. */
    private static final double SMOOTHING_SECONDS = 10;

    private final BatchSession run;
    private final RunningBatch batch;
    private double rate;
    private long last = System.nanoTime();
    private long published;
    private Optional<BatchHold> hold = Optional.empty();
    private long heldSince;
    private Duration held = Duration.ZERO;
    private Duration taken = Duration.ZERO;

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

    /** No batch begins now; the reason may change while it is held. */
    void hold(BatchHold reason) {
        if (hold.isEmpty()) {
            heldSince = System.nanoTime();
        }
        hold = Optional.of(reason);
    }

    void showHold() {
        run.events().publish(new MigrationEvent.BatchHeld(plan(), step(), progress(false)));
    }

    boolean isHeld() {
        return hold.isPresent();
    }

    /** How long it was held since the last call. */
    Duration takeHeld() {
        Duration more = heldFor().minus(taken);
        taken = heldFor();
        return more;
    }

    /** The next batch begins. The wait is no part of the rate. Returns {@link #takeHeld}. */
    Duration goOn() {
        Duration more = takeHeld();
        held = heldFor();
        hold = Optional.empty();
        last = System.nanoTime();
        return more;
    }

    void note(String message) {
        run.events()
                .publish(new MigrationEvent.BatchNote(
                        plan(), step(), batch.table().name(), message));
    }

    void finished() {
        publish(true);
    }

    private Duration heldFor() {
        return hold.isPresent() ? held.plusNanos(System.nanoTime() - heldSince) : held;
    }

    private void publish(boolean finished) {
        run.events().publish(new MigrationEvent.BatchCommitted(plan(), step(), progress(finished)));
    }

    private BatchProgress progress(boolean finished) {
        BatchState state = batch.state();
        return new BatchProgress(
                batch.table().name(),
                state.rows().passed(),
                state.rows().estimate(),
                state.rows().changed(),
                state.errors(),
                rate,
                hold,
                heldFor(),
                finished);
    }

    private Plan plan() {
        return batch.work().task().plan();
    }

    private Step step() {
        return batch.work().task().step();
    }
}
