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
    private int speed = 100;
    private String own = "";
    private boolean shared;

    /** Reads the numbers that the statement returns. */
    void read(String value) {
        String[] numbers = value.split(" ");
        changed = Long.parseLong(numbers[0]);
        kept = Long.parseLong(numbers[1]);
        moved = Long.parseLong(numbers[2]);
    }

    /** Reads the state and the speed of the row, which an operator may have changed, and the transactions of the batch. */
    void readState(String value) {
        String[] words = value.split(" ");
        state = BatchState.State.of(words[0]);
        speed = Integer.parseInt(words[1]);
        own = words[2];
    }

    void readShared(String value) {
        shared = value.equals("t");
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

    /** The part of the time in which it may work, in per cent. */
    int speed() {
        return speed;
    }

    /** Whether another session changes rows of the table, too. It may wait for one of the batch. */
    boolean shared() {
        return shared;
    }

    BatchState after(BatchState before, String last, long rows) {
        Rows done = before.rows();
        return before.after(
                last,
                new Rows(done.estimate(), done.passed() + rows, done.changed() + changed, done.kept() + kept),
                own);
    }
}
