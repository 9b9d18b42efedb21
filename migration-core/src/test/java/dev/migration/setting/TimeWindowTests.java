// SPDX-License-Identifier: Apache-2.0
package dev.migration.setting;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TimeWindowTests {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final TimeWindow NIGHT = window("22:00-05:00 Europe/Berlin");

    @Test
    void aWindowOverMidnightContainsBothSidesOfIt() {
        assertThat(NIGHT.contains(berlin("2026-11-30T21:59:59"))).isFalse();
        assertThat(NIGHT.contains(berlin("2026-11-30T22:00:00"))).isTrue();
        assertThat(NIGHT.contains(berlin("2026-12-01T00:00:00"))).isTrue();
        assertThat(NIGHT.contains(berlin("2026-12-01T04:59:59"))).isTrue();
        assertThat(NIGHT.contains(berlin("2026-12-01T05:00:00"))).isFalse();
        assertThat(NIGHT.next(berlin("2026-12-01T05:00:30"))).isEqualTo(berlin("2026-12-01T22:00:00"));
    }

    @Test
    void aWindowOfADayEndsAtMidnight() {
        TimeWindow evening = window("18:30-24:00 UTC");

        assertThat(evening.contains(Instant.parse("2026-11-30T23:59:59Z"))).isTrue();
        assertThat(evening.contains(Instant.parse("2026-12-01T00:00:00Z"))).isFalse();
        assertThat(evening.next(Instant.parse("2026-12-01T00:00:00Z")))
                .isEqualTo(Instant.parse("2026-12-01T18:30:00Z"));
    }

    @Test
    void theWallClockDecidesWhenTheClocksChange() {
        // 2026-03-29: 02:00 becomes 03:00. 2026-10-25: 03:00 becomes 02:00.
        assertThat(NIGHT.next(Instant.parse("2026-03-28T12:00:00Z"))).isEqualTo(Instant.parse("2026-03-28T21:00:00Z"));
        assertThat(NIGHT.next(Instant.parse("2026-03-29T12:00:00Z"))).isEqualTo(Instant.parse("2026-03-29T20:00:00Z"));
        assertThat(NIGHT.contains(Instant.parse("2026-03-29T02:59:00Z"))).isTrue();
        assertThat(NIGHT.contains(Instant.parse("2026-03-29T03:00:00Z"))).isFalse();
        assertThat(NIGHT.contains(Instant.parse("2026-10-25T03:59:00Z"))).isTrue();
        assertThat(NIGHT.contains(Instant.parse("2026-10-25T04:00:00Z"))).isFalse();
    }

    @Test
    void anHourThatTheClocksSkipIsInNoWindow() {
        TimeWindow skipped = window("02:00-03:00 Europe/Berlin");
        TimeWindow half = window("02:30-04:00 Europe/Berlin");

        assertThat(skipped.next(Instant.parse("2026-03-28T12:00:00Z"))).isEqualTo(berlin("2026-03-30T02:00:00"));
        assertThat(half.next(Instant.parse("2026-03-28T12:00:00Z"))).isEqualTo(berlin("2026-03-29T03:00:00"));
    }

    @Test
    void anHourThatTheClocksRepeatIsInTheWindowTwice() {
        TimeWindow repeated = window("02:15-02:45 Europe/Berlin");

        assertThat(repeated.contains(Instant.parse("2026-10-25T00:20:00Z"))).isTrue();
        assertThat(repeated.contains(Instant.parse("2026-10-25T01:00:00Z"))).isFalse();
        assertThat(repeated.next(Instant.parse("2026-10-25T00:45:00Z"))).isEqualTo("2026-10-25T01:15:00Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "22:00",
                "22:00-05:00",
                "22:00-22:00 UTC",
                "25:00-05:00 UTC",
                "22-05 UTC",
                "22:00-05:00 Berlin"
            })
    void anotherTextIsNoWindow(String text) {
        assertThat(TimeWindow.parse(text)).isEmpty();
    }

    @Test
    void aWindowIsReadWithADashAndWithoutALeadingZero() {
        assertThat(TimeWindow.parse("22:00 \u2013 5:00 Europe/Berlin")).contains(NIGHT);
        assertThat(NIGHT).hasToString("22:00-05:00 Europe/Berlin");
    }

    private static TimeWindow window(String text) {
        return TimeWindow.parse(text).orElseThrow();
    }

    private static Instant berlin(String time) {
        return LocalDateTime.parse(time).atZone(BERLIN).toInstant();
    }
}
