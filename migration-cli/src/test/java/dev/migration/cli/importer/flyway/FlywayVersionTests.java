// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.flyway;

import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class FlywayVersionTests {

    @Test
    void trailingZerosAreIgnored() {
        assertThat(version("1.0")).isEqualTo(version("001")).hasToString("1");
        assertThat(version("1_10")).isGreaterThan(version("1.9")).isLessThan(version("1.10.1"));
    }

    @Test
    void aVersionThatIsATimeHasACreationTime() {
        assertThat(version("20240101120000").created()).contains(Instant.parse("2024-01-01T12:00:00Z"));
        assertThat(version("20241399120000").created()).isEmpty();
        assertThat(version("7").created()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "1_create", "1..2", "1."})
    void otherTextIsNoVersion(String text) {
        assertThat(FlywayVersion.parse(text)).isEmpty();
    }

    private static FlywayVersion version(String text) {
        return FlywayVersion.parse(text).orElseThrow();
    }
}
