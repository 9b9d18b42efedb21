// SPDX-License-Identifier: Apache-2.0
package dev.migration.event;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * The progress of a statement that runs in batches.
 *
 * @param table the table whose rows are divided into batches
 * @param passed the number of rows in the ranges that are done
 * @param estimate the number of rows of the table when it began, about
 * @param changed the number of rows that the statement changed
 * @param errors the number of rows that failed and were set aside
 * @param rowsPerSecond the rate of the last batches; 0 if it is not known
 * @param hold why no batch begins now; empty if batches run
 * @param held how long this run was held
 * @param finished whether all rows are done
 */
public record BatchProgress(
        String table,
        long passed,
        long estimate,
        long changed,
        int errors,
        double rowsPerSecond,
        Optional<BatchHold> hold,
        Duration held,
        boolean finished) {

    /** The part of the rows that is done, from 0 to 1. */
    public double part() {
        if (finished) {
            return 1;
        }
        return estimate <= 0 ? 0 : Math.min(0.999, (double) passed / estimate);
    }

    /** The time until the last row, at the rate of the last batches; empty if it is not known. */
    public Optional<Duration> remaining() {
        boolean known = rowsPerSecond > 0 && estimate > passed && !finished;
        return known
                ? Optional.of(Duration.ofMillis(Math.round((estimate - passed) * 1000 / rowsPerSecond)))
                : Optional.empty();
    }

    /** One line for a log: {@code public.tickets: 120,000 of about 1,000,000 rows (12 %), 45,000 rows/s, about 20 s left}. */
    @Override
    public String toString() {
        String done = finished
                ? String.format(Locale.ROOT, "%s: all rows are done, %,d changed", table, changed)
                : table + ": " + rows(passed, estimate)
                        + (passed > estimate ? "" : String.format(Locale.ROOT, " (%.0f %%)", part() * 100))
                        + String.format(Locale.ROOT, ", %,.0f rows/s", rowsPerSecond);
        String left = remaining().map(time -> ", about " + text(time) + " left").orElse("");
        if (hold.isPresent()) {
            return done + ", " + hold.get();
        }
        return done + left + (errors == 0 ? "" : ", " + errors + " set aside");
    }

    /**
     * Numbers for people: {@code 120,000 of about 1,000,000 rows}. Without the estimate if more rows are done than it says: the table has
     * grown, or its statistics are old.
     */
    public static String rows(long passed, long estimate) {
        return passed > estimate
                ? String.format(Locale.ROOT, "%,d rows", passed)
                : String.format(Locale.ROOT, "%,d of about %,d rows", passed, estimate);
    }

    private static String text(Duration time) {
        long seconds = Math.max(1, time.toSeconds());
        if (seconds < 120) {
            return seconds + " s";
        }
        return seconds < 7200 ? seconds / 60 + " min" : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }
}
