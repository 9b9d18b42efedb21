// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.desk;

import java.time.LocalDate;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.migration.sample.support.report.DailyLoad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class ChartTests {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);

    @Test
    void theHighestBarFillsTheChart() {
        var chart = LoadChart.of(List.of(new DailyLoad(DAY, 4, 1), new DailyLoad(DAY.plusDays(1), 0, 2)));

        assertThat(chart.most()).isEqualTo(4);
        assertThat(chart.days())
                .extracting(LoadChart.Day::openedHeight, LoadChart.Day::resolvedHeight)
                .containsExactly(tuple(160.0, 40.0), tuple(0.0, 80.0));
        assertThat(chart.days().get(0).openedY()).isZero();
        assertThat(chart.days().get(1).label()).isEqualTo("3 Mar");
    }

    @Test
    void aChartOfNothingHasNoBars() {
        assertThat(LoadChart.of(List.of()).days()).isEmpty();
        assertThat(LoadChart.of(List.of(new DailyLoad(DAY, 0, 0))).days())
                .extracting(LoadChart.Day::openedHeight)
                .containsExactly(0.0);
    }

    @Test
    void ratingsAreSharesOfAllRatings() {
        var chart = RatingChart.of(List.of(1L, 0L, 0L, 0L, 2L));

        assertThat(chart.ratings()).isEqualTo(3);
        assertThat(chart.bars())
                .extracting(RatingChart.Bar::stars, RatingChart.Bar::percent)
                .startsWith(tuple(5, 67L))
                .endsWith(tuple(1, 33L));
        assertThat(RatingChart.of(List.of(0L, 0L)).bars())
                .extracting(RatingChart.Bar::percent)
                .containsOnly(0L);
    }
}
