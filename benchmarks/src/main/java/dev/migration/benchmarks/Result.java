// SPDX-License-Identifier: Apache-2.0
package dev.migration.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The measurements of one case.
 *
 * @param samples those of each contender, in order of the rounds
 */
record Result(String title, Map<String, List<Sample>> samples) {

    /** The median of a value of a contender; NaN if it was not measured. */
    double median(String contender, ToDoubleFunction<Sample> value) {
        List<Double> sorted = samples.getOrDefault(contender, List.of()).stream()
                .map(value::applyAsDouble)
                .sorted()
                .toList();
        return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
    }

    /** The median of the times as a multiple of that of another contender. */
    double ratio(String contender, String other) {
        return median(contender, Sample::millis) / median(other, Sample::millis);
    }
}
