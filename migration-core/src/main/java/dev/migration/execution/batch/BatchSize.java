// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.batch;

import java.time.Duration;

/**
 * Chooses how many rows a batch has.
 *
 * <ol>
 *   <li>A session that updates a row of a batch waits until the batch ends. That it waits is known only at the end, when it has waited
 *       as long as the batch took. So a batch is short as soon as other sessions write to its table, and the first batches are short.
 *   <li>If nobody writes, a batch takes as long as makes its own cost small, and grows to that slowly.
 * </ol>
 */
final class BatchSize {

    static final int FIRST = 500;

    private static final int SMALLEST = 100;
    private static final int LARGEST = 50_000;

    /** Nobody writes to the table. */
    private static final double LONGEST = Duration.ofMillis(150).toMillis();

    /** Somebody writes: nobody shall wait longer than 50 ms. */
    private static final double SHARED = Duration.ofMillis(40).toMillis();

    /** How much longer a batch may take than the one before, if nothing is against it. */
    private static final double RECOVERY = 1.05;

    private int rows;
    private double aim = SHARED;

    BatchSize(int rows) {
        this.rows = rows;
    }

    int rows() {
        return rows;
    }

    /** After a batch that was committed. */
    void after(long committed, Duration time, boolean shared) {
        aim = shared ? SHARED : Math.min(LONGEST, aim * RECOVERY);
        double millis = Math.max(1, time.toNanos() / 1e6);
        boolean near = millis > aim * 2 / 3 && millis < aim * 4 / 3;
        double factor = near ? 1 : Math.max(0.5, Math.min(2, aim / millis));
        rows = (int) Math.max(Math.min(SMALLEST, committed * 2), Math.min(LARGEST, committed * factor));
    }

    /** After a batch that failed: a smaller one finds the row, or gets its locks. Returns whether it is smaller. */
    boolean halve() {
        boolean smaller = rows > 1;
        rows = Math.max(1, rows / 2);
        return smaller;
    }
}
