// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.desk;

import java.math.BigDecimal;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import dev.migration.sample.support.analytics.WeekFacts;

/** A bar chart of the average rating by week, oldest week first, in units of an SVG of the size of {@link LoadChart}. */
record WeekChart(List<Week> weeks) {

    private static final int BEST = 5;

    private static final DateTimeFormatter LABEL = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

    /** @param facts also what the table beside the chart shows */
    record Week(WeekFacts facts, double x, double width) {

        public String label() {
            return facts.monday().format(LABEL);
        }

        public double height() {
            return height(facts.average());
        }

        /** The upper edge of the bar. */
        public double y() {
            return LoadChart.HEIGHT - height();
        }

        private static double height(@Nullable BigDecimal average) {
            return average == null ? 0 : average.doubleValue() * LoadChart.HEIGHT / BEST;
        }
    }

    static WeekChart of(List<WeekFacts> facts) {
        var ordered =
                facts.stream().sorted(Comparator.comparing(WeekFacts::monday)).toList();
        double step = (double) LoadChart.WIDTH / Math.max(1, ordered.size());
        return new WeekChart(IntStream.range(0, ordered.size())
                .mapToObj(index -> new Week(ordered.get(index), index * step + step * 0.15, step * 0.7))
                .toList());
    }
}
