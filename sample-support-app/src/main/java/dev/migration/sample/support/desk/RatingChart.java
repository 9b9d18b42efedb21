// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.desk;

import java.util.List;
import java.util.stream.IntStream;

/** A bar for each number of stars, the highest number first. */
record RatingChart(List<Bar> bars, long ratings) {

    /** @param percent the share of all ratings, rounded */
    record Bar(int stars, long ratings, long percent) {}

    /** @param counted how many ratings have one star, two stars, … */
    static RatingChart of(List<Long> counted) {
        long all = counted.stream().mapToLong(Long::longValue).sum();
        return new RatingChart(
                IntStream.iterate(counted.size(), stars -> stars > 0, stars -> stars - 1)
                        .mapToObj(stars -> bar(stars, counted.get(stars - 1), all))
                        .toList(),
                all);
    }

    private static Bar bar(int stars, long ratings, long all) {
        return new Bar(stars, ratings, all == 0 ? 0 : Math.round(100.0 * ratings / all));
    }
}
