// SPDX-License-Identifier: Apache-2.0
package dev.migration.version;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ServerTextTests {

    @Test
    void namesAreTheElementsOfAnArray() {
        assertThat(ServerText.names("{}")).isEmpty();
        assertThat(ServerText.names("{a}")).isEqualTo(List.of("a"));
        assertThat(ServerText.names("{abc123,rel_1.2}")).isEqualTo(List.of("abc123", "rel_1.2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "a",
                "{a",
                "a}",
                "{a,}",
                "{,a}",
                "{NULL}",
                "{null}",
                "{\"a\"}",
                "{{a}}",
                "[2:2]={a}",
                "{head}",
                "{a b}"
            })
    void otherArraysAreLeftToTheDriver(String array) {
        assertThat(ServerText.names(array)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-30 07:56:28+00, 2026-11-30T07:56:28Z",
        "2026-11-30 07:56:28.1+00, 2026-11-30T07:56:28.1Z",
        "2026-11-30 07:56:28.000001+05, 2026-11-30T02:56:28.000001Z",
        "2026-11-30 22:56:28.123456-03, 2026-12-01T01:56:28.123456Z",
        "0001-01-01 00:00:00+00, 0001-01-01T00:00:00Z"
    })
    void timesAreInstants(String text, Instant instant) {
        assertThat(ServerText.time(text)).isEqualTo(instant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "infinity",
                "-infinity",
                "",
                "2026-11-30",
                "2026-11-30 07:56:28",
                "2026-11-30 07:56:28.+00",
                "2026-11-30 07:56:28.1234567+00",
                "2026-11-30 13:26:28+05:30",
                "0044-03-15 12:00:00+00 BC",
                "12026-11-30 07:56:28+00",
                "Mon Nov 30 07:56:28 2026 UTC",
                "2026-02-30 07:56:28+00"
            })
    void otherTimesAreLeftToTheDriver(String text) {
        assertThat(ServerText.time(text)).isNull();
    }
}
