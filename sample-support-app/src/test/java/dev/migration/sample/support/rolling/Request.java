// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.rolling;

import java.util.Optional;

/**
 * A request of the load, and how it ended.
 *
 * @param second when it was sent, in seconds since the measurement began
 * @param millis how long the answer took
 * @param failure what was wrong: the status, the exception, or the value that was expected; empty if nothing was
 */
record Request(double second, double millis, Optional<String> failure) {

    boolean failed() {
        return failure.isPresent();
    }

    double endSecond() {
        return second + millis / 1000;
    }
}
