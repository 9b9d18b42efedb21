// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.load;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.migration.script.load.Parsing.faults;
import static org.assertj.core.api.Assertions.assertThat;

/** Values that the server would reject or misread are reported as a fault of their line. */
class LimitTests {

    @Test
    void aNameHasAtMostTwoHundredCharacters() {
        String longest = "a".repeat(200);

        assertThat(faults("-- @revision " + longest + "\n-- @upgrade\n")).isEmpty();
        assertThat(faults("-- @revision " + longest + "a\n-- @revises " + longest + "b\n-- @upgrade\n"))
                .containsExactly(
                        "1: In '@revision', 'aaaaaaaaaaaaaaaaaaaa…' has 201 characters, more than 200.",
                        "2: In '@revises', 'aaaaaaaaaaaaaaaaaaaa…' has 201 characters, more than 200.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000-12-31T23:59:59Z",
                "0001-01-01T00:00:00+01:00",
                "-0044-03-15T12:00:00Z",
                "+294277-01-01T00:00:00Z",
                "9999-12-31T23:59:59-01:00"
            })
    void aTimeOutsideTheYearsOfPostgreSqlIsRefused(String text) {
        assertThat(faults("-- @revision a\n-- @created " + text + "\n-- @upgrade\n"))
                .containsExactly("2: '" + text + "' is outside the years 1 to 9999.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z"})
    void theFirstAndTheLastYearAreAccepted(String text) {
        assertThat(faults("-- @revision a\n-- @created " + text + "\n-- @upgrade\n"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lock-timeout", "statement-timeout", "retry-for"})
    void aDurationLongerThanTheLimitOfPostgreSqlIsRefused(String directive) {
        assertThat(faults("-- @revision a\n-- @" + directive + " 596h\n-- @upgrade\n"))
                .isEmpty();
        assertThat(faults("-- @revision a\n-- @" + directive + " 597h\n-- @upgrade\n"))
                .containsExactly("2: '597h' is longer than 24 days, the longest timeout of PostgreSQL.");
    }
}
