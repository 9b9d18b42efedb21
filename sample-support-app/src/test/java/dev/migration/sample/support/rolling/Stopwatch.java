// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.rolling;

/**
 * The clock of a measurement.
 *
 * @param start the value of {@link System#nanoTime()} at its begin
 */
record Stopwatch(long start) {

    static Stopwatch started() {
        return new Stopwatch(System.nanoTime());
    }

    double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }
}
