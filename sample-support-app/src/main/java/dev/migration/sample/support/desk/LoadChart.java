// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.desk;

import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import dev.migration.sample.support.report.DailyLoad;

/**
 * A bar chart of tickets by day, in units of an SVG of {@value #WIDTH} × {@value #HEIGHT}.
 *
 * @param most the number at the top of the chart
 */
record LoadChart(List<Day> days, long most) {

    static final int WIDTH = 560;
    static final int HEIGHT = 160;

    private static final DateTimeFormatter LABEL = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

    /** A day with two bars: what was opened and what was resolved. */
    record Day(
            String label,
            long opened,
            long resolved,
            double x,
            double openedHeight,
            double resolvedHeight,
            double width) {

        /** The upper edge of the bar of opened tickets. */
        public double openedY() {
            return HEIGHT - openedHeight;
        }

        public double resolvedY() {
            return HEIGHT - resolvedHeight;
        }
    }

    static LoadChart of(List<DailyLoad> load) {
        long most = load.stream()
                .mapToLong(day -> Math.max(day.opened(), day.resolved()))
                .max()
                .orElse(0);
        double step = (double) WIDTH / Math.max(1, load.size());
        double unit = (double) HEIGHT / Math.max(1, most);
        return new LoadChart(
                IntStream.range(0, load.size())
                        .mapToObj(index -> day(load.get(index), index * step, step, unit))
                        .toList(),
                most);
    }

    private static Day day(DailyLoad load, double x, double step, double unit) {
        return new Day(
                load.day().format(LABEL),
                load.opened(),
                load.resolved(),
                x + step * 0.1,
                load.opened() * unit,
                load.resolved() * unit,
                step * 0.4);
    }
}
