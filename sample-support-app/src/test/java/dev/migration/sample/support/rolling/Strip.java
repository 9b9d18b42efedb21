// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.rolling;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One row of a picture: a bar for each second of a deployment.
 *
 * @param title what is shown
 * @param color of the bars
 * @param axis of the values
 * @param bySecond the values that are not 0
 */
record Strip(String title, String color, Axis axis, Map<Integer, Double> bySecond) {

    /** How a value becomes a height. */
    enum Axis {
        /** Milliseconds from 1 to 100,000. */
        LOGARITHMIC(List.of(10, 100, 1_000, 10_000)) {
            @Override
            double share(double value) {
                return Math.log10(Math.max(1, value)) / 5;
            }
        },
        PERCENT(List.of(50, 100)) {
            @Override
            double share(double value) {
                return value / 100;
            }
        },
        /** Up to 40 in a second. */
        NUMBER(List.of(20, 40)) {
            @Override
            double share(double value) {
                return Math.min(1, value / 40);
            }
        };

        private final List<Integer> marks;

        Axis(List<Integer> marks) {
            this.marks = marks;
        }

        /** Values with a line and a label. */
        List<Integer> marks() {
            return marks;
        }

        /** The part of the height, from 0 to 1. */
        abstract double share(double value);
    }

    static List<Strip> of(Course course) {
        var slowest = new TreeMap<Integer, Double>();
        var failed = new TreeMap<Integer, Double>();
        for (var request : course.requests()) {
            slowest.merge((int) request.second(), request.millis(), Math::max);
            if (request.failed()) {
                failed.merge((int) request.endSecond(), 1.0, Double::sum);
            }
        }
        var waits = new TreeMap<Integer, Double>();
        var filled = new TreeMap<Integer, Double>();
        for (var look : course.looks()) {
            waits.merge((int) look.second(), look.longestMillis(), Math::max);
            filled.put((int) look.second(), look.filledPercent());
        }
        return List.of(
                new Strip("failed requests", "#c62828", Axis.NUMBER, failed),
                new Strip("slowest request, ms", "#1565c0", Axis.LOGARITHMIC, slowest),
                new Strip("wait for a lock, ms", "#ef6c00", Axis.LOGARITHMIC, waits),
                new Strip("batches, % of tickets", "#2e7d32", Axis.PERCENT, filled));
    }
}
