// SPDX-License-Identifier: Apache-2.0
package dev.migration.version;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the state tables say about a statement that runs in batches.
 *
 * @param revision the id of its revision
 * @param down whether it belongs to the downgrade
 * @param segment its segment in the script, from 0
 * @param table the qualified name of its table
 * @param state {@code RUNNING}, {@code PAUSED}, {@code FAILED}, {@code CANCELLED} or {@code DONE}
 * @param rows what it has done
 * @param setAside the number of rows that failed
 * @param rowsPerSecond its rate; 0 if it is not known
 * @param speed the part of the time in which it works, in per cent
 * @param hold why it is held, or why it failed
 * @param begun when it began
 */
public record BatchStatus(
        String revision,
        boolean down,
        int segment,
        String table,
        String state,
        Rows rows,
        int setAside,
        double rowsPerSecond,
        int speed,
        Hold hold,
        Instant begun) {

    /**
     * Numbers of rows.
     *
     * @param passed how many rows the ranges contained that are done
     * @param estimate how many rows the table had at the begin, about
     * @param changed how many rows the statement changed
     */
    public record Rows(long passed, long estimate, long changed) {}

    /**
     * Why it does not go on.
     *
     * @param reason empty if there is none
     * @param until when the run looks again; empty if it does not
     * @param held how long it was held until now
     */
    public record Hold(Optional<String> reason, Optional<Instant> until, Duration held) {}

    /** The time until the last row at its rate; empty if it is not known. */
    public Optional<Duration> remaining() {
        boolean known = rowsPerSecond > 0 && rows.estimate() > rows.passed() && !state.equals("DONE");
        return known
                ? Optional.of(Duration.ofSeconds(Math.round((rows.estimate() - rows.passed()) / rowsPerSecond)))
                : Optional.empty();
    }
}
