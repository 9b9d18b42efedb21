// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.rolling;

/**
 * A part of a deployment.
 *
 * @param begin in seconds since the measurement began
 * @param end in seconds since the measurement began
 */
record Phase(String name, double begin, double end) {

    boolean contains(double second) {
        return second >= begin && second < end;
    }
}
