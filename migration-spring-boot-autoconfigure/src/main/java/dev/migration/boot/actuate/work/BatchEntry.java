// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.actuate.work;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.migration.version.BatchStatus;

/**
 * What the state tables say about a statement that runs in batches, in whichever process it runs.
 *
 * @param segment the number of the segment in its script, from 0
 * @param direction {@code UP} or {@code DOWN}
 * @param state {@code RUNNING}, {@code PAUSED}, {@code FAILED}, {@code CANCELLED} or {@code DONE}
 * @param table the table whose rows are divided into batches; null for a reader who may not see SQL
 * @param rows the number of rows in the ranges that are done
 * @param estimate the number of rows of the table when it began, about
 * @param changed the number of rows that the statement changed
 * @param setAside the number of rows that failed
 * @param rowsPerSecond the rate of the last batches; 0 if it is not known
 * @param remainingSeconds the time until the last row at this rate; null if it is not known
 * @param speed the part of the time in which it works, in per cent
 * @param reason why it is held, or why it failed; null if there is none, or for a reader who may not see SQL
 * @param heldUntil when the run looks again, by the clock of the server; null if it is not known
 * @param startedAt when it began
 */
public record BatchEntry(
        int segment,
        String direction,
        String state,
        @Nullable String table,
        long rows,
        long estimate,
        long changed,
        int setAside,
        long rowsPerSecond,
        @Nullable Long remainingSeconds,
        int speed,
        @Nullable String reason,
        @Nullable Instant heldUntil,
        Instant startedAt) {

    /** @param sql whether the reader may see SQL and messages of the server */
    public static BatchEntry of(BatchStatus batch, boolean sql) {
        return new BatchEntry(
                batch.segment(),
                batch.down() ? "DOWN" : "UP",
                batch.state(),
                sql ? batch.table() : null,
                batch.rows().passed(),
                batch.rows().estimate(),
                batch.rows().changed(),
                batch.setAside(),
                Math.round(batch.rowsPerSecond()),
                batch.remaining().map(Duration::toSeconds).orElse(null),
                batch.speed(),
                batch.hold().reason().filter(text -> sql).orElse(null),
                batch.hold().until().orElse(null),
                batch.begun());
    }
}
