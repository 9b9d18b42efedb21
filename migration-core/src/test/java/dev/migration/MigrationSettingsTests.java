// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MigrationSettingsTests {

    private static final MigrationSettings DEFAULTS = MigrationSettings.defaults();
    private static final Duration NEGATIVE = Duration.ofMillis(-1);

    @Test
    void noTimeIsNegative() {
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> DEFAULTS.toBuilder().lockTimeout(NEGATIVE).build())
                .satisfies(fault -> assertThat(fault.faults())
                        .containsExactly("migration.lock-timeout is -1ms, and must not be negative."));
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> DEFAULTS.toBuilder().lockWait(NEGATIVE).build());
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> DEFAULTS.toBuilder().retryFor(NEGATIVE).build());
    }

    @Test
    void noTimeIsLongerThanPostgreSqlCanCount() {
        Duration longest = Duration.ofMillis(Integer.MAX_VALUE);

        assertThat(DEFAULTS.toBuilder().lockTimeout(longest).build().lockTimeout())
                .isEqualTo(longest);
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() ->
                        DEFAULTS.toBuilder().lockTimeout(longest.plusMillis(1)).build())
                .withMessageContaining("the longest time that PostgreSQL accepts is 24 days");
    }

    @Test
    void zeroIsATime() {
        assertThat(DEFAULTS.toBuilder()
                        .retryFor(Duration.ZERO)
                        .lockTimeout(Duration.ZERO)
                        .build()
                        .retryFor())
                .isEqualTo(Duration.ZERO);
    }
}
