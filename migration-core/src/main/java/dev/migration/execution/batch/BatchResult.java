// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.batch;

import dev.migration.version.BatchState;
import dev.migration.version.BatchState.Rows;

/** What the server reports about one batch. */
final class BatchResult {

    private long changed;
    private long kept;
    private long moved;
    private BatchState.State state = BatchState.State.RUNNING;
    private String own = "";
    private boolean othersWait;

    /** Reads the numbers that the statement returns. */
    void read(String value) {
        String[] numbers = value.split(" ");
        changed = Long.parseLong(numbers[0]);
        kept = Long.parseLong(numbers[1]);
        moved = Long.parseLong(numbers[2]);
    }

    /** Reads the state of the row, which an operator may have changed, and the transactions of the batch. */
    void readState(String value) {
        String[] words = value.split(" ");
        state = BatchState.State.of(words[0]);
        own = words.length > 1 ? words[1] : "";
    }

    void readWaiting(String value) {
        othersWait = !value.equals("0");
    }

    long changed() {
        return changed;
    }

    /** How many changed rows have left their range. */
    long moved() {
        return moved;
    }

    BatchState.State state() {
        return state;
    }

    /** Whether another session waits for a row of the batch. */
    boolean othersWait() {
        return othersWait;
    }

    BatchState after(BatchState before, String last, long rows) {
        Rows done = before.rows();
        return before.after(
                last,
                new Rows(done.estimate(), done.passed() + rows, done.changed() + changed, done.kept() + kept),
                own);
    }
}
