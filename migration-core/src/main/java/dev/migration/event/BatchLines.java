// SPDX-License-Identifier: Apache-2.0
package dev.migration.event;

import java.time.Duration;
import java.util.Optional;

/**
 * Chooses which progress of batches becomes a line of a log: batches may run for hours. A line comes about every 10 seconds, when the
 * batches are held and about every minute while they are, and at the end. Not thread-safe.
 */
public final class BatchLines {

    private static final Duration BETWEEN_BATCHES = Duration.ofSeconds(10);
    private static final Duration BETWEEN_HOLDS = Duration.ofMinutes(1);

    private long last = System.nanoTime();
    private boolean held;

    /** Whether an event is about the progress of batches. */
    public static boolean concerns(MigrationEvent event) {
        return event instanceof MigrationEvent.BatchCommitted || event instanceof MigrationEvent.BatchHeld;
    }

    /** The line of an event; empty if it is not due, or is about something else. */
    public Optional<String> line(MigrationEvent event) {
        if (event instanceof MigrationEvent.BatchCommitted committed) {
            return committed(committed.progress());
        }
        return event instanceof MigrationEvent.BatchHeld hold ? held(hold.progress()) : Optional.empty();
    }

    private Optional<String> committed(BatchProgress progress) {
        boolean due = held || progress.finished() || isDue(BETWEEN_BATCHES);
        held = false;
        return due ? Optional.of(now(progress)) : Optional.empty();
    }

    private Optional<String> held(BatchProgress progress) {
        boolean due = !held || isDue(BETWEEN_HOLDS);
        held = true;
        return due ? Optional.of(now(progress)) : Optional.empty();
    }

    private boolean isDue(Duration interval) {
        return System.nanoTime() - last >= interval.toNanos();
    }

    private String now(BatchProgress progress) {
        last = System.nanoTime();
        return progress.toString();
    }
}
