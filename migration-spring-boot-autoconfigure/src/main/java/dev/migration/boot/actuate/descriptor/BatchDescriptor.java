// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.actuate.descriptor;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

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
 */
public record BatchDescriptor(
        String table,
        long rows,
        long estimate,
        long changed,
        int setAside,
        long rowsPerSecond,
        @Nullable Long remainingSeconds) {

    static BatchDescriptor of(BatchProgress progress) {
        return new BatchDescriptor(
                progress.table(),
                progress.passed(),
                progress.estimate(),
                progress.changed(),
                progress.errors(),
                Math.round(progress.rowsPerSecond()),
                progress.remaining().map(Duration::toSeconds).orElse(null));
    }
}
