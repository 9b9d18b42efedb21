// SPDX-License-Identifier: Apache-2.0
package dev.migration.benchmarks;

import java.util.List;
import java.util.Map;

/**
 * The measurements of one workload.
 *
 * @param millis the times of each contender in order of the rounds
 */
record Result(String workload, Map<String, List<Double>> millis) {

    /** The median of a contender. */
    double median(String contender) {
        List<Double> sorted =
                millis.getOrDefault(contender, List.of()).stream().sorted().toList();
        return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
    }

    /** The median as a multiple of that of another one. */
    double ratio(String contender, String other) {
        return median(contender) / median(other);
    }
}
