// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.batch;

import java.time.Duration;

/** The part of the time in which a batch works: an operator may set a lower speed than 100 per cent in its row. */
final class BatchPace {

    private static final int FULL = 100;

    /** An operator who sets a higher speed again does not wait longer than that. */
    private static final Duration LONGEST_REST = Duration.ofSeconds(5);

    private int speed = FULL;
    private Duration worked = Duration.ZERO;

    void change(int percent) {
        speed = Math.max(1, Math.min(FULL, percent));
    }

    void worked(Duration time) {
        worked = time;
    }

    /** The time without a batch after the last one; the same time is not returned again. */
    Duration rest() {
        Duration rest = Duration.ofNanos(worked.toNanos() / speed * (FULL - speed));
        worked = Duration.ZERO;
        return rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST;
    }
}
