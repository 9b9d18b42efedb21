// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.batch;

import java.time.Duration;

/**
 * Chooses how many rows a batch has: so many that it takes about {@link #LONGEST}. If other sessions waited for it, the following
 * batches are shorter for a while.
 */
final class BatchSize {

    static final int FIRST = 500;

    private static final int SMALLEST = 100;
    private static final int LARGEST = 50_000;

    private static final double LONGEST = Duration.ofMillis(150).toMillis();
    private static final double SHORTEST = Duration.ofMillis(50).toMillis();
    private static final double RECOVERY = 1.01;

    private int rows;
    private double aim = LONGEST;

    BatchSize(int rows) {
        this.rows = rows;
    }

    int rows() {
        return rows;
    }

    /** After a batch that was committed. */
    void after(Duration time, boolean othersWaited) {
        aim = othersWaited ? Math.max(SHORTEST, aim / 2) : Math.min(LONGEST, aim * RECOVERY);
        double millis = Math.max(1, time.toNanos() / 1e6);
        boolean near = millis > aim * 2 / 3 && millis < aim * 4 / 3;
        double factor = near ? 1 : Math.max(0.5, Math.min(2, aim / millis));
        rows = (int) Math.max(Math.min(SMALLEST, rows * 2L), Math.min(LARGEST, rows * factor));
    }

    /** After a batch that failed: a smaller one finds the row, or gets its locks. Returns whether it is smaller. */
    boolean halve() {
        boolean smaller = rows > 1;
        rows = Math.max(1, rows / 2);
        return smaller;
    }
}
