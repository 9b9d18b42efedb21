// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.actuate.work;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.migration.event.BatchHold;
import dev.migration.event.BatchProgress;

/**
 * A statement that runs in batches.
 *
 * @param table the table whose rows are divided into batches
 * @param rows the number of rows in the ranges that are done
 * @param estimate the number of rows of the table when it began, about
 * @param changed the number of rows that the statement changed
 * @param setAside the number of rows that failed
 * @param rowsPerSecond the rate of the last batches
 * @param remainingSeconds the time until the last row at this rate; null if it is not known
 * @param held whether no batch begins now
 * @param heldReason why; null if batches run, or for a reader who may not see SQL
 * @param heldUntil when the run looks again, by the clock of the server; null if it is not known
 * @param heldSeconds how long this run was held
 */
public record BatchDescriptor(
        String table,
        long rows,
        long estimate,
        long changed,
        int setAside,
        long rowsPerSecond,
        @Nullable Long remainingSeconds,
        boolean held,
        @Nullable String heldReason,
        @Nullable Instant heldUntil,
        long heldSeconds) {

    public static BatchDescriptor of(BatchProgress progress, boolean sql) {
        return new BatchDescriptor(
                progress.table(),
                progress.passed(),
                progress.estimate(),
                progress.changed(),
                progress.errors(),
                Math.round(progress.rowsPerSecond()),
                progress.remaining().map(Duration::toSeconds).orElse(null),
                progress.hold().isPresent(),
                progress.hold().filter(hold -> sql).map(BatchHold::reason).orElse(null),
                progress.hold().flatMap(BatchHold::until).orElse(null),
                progress.held().toSeconds());
    }
}
