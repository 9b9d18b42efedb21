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
                .isThrownBy(() -> DEFAULTS.withLockTimeout(NEGATIVE))
                .satisfies(fault -> assertThat(fault.faults())
                        .containsExactly("migration.lock-timeout is -1ms, and no time is negative."));
        assertThatExceptionOfType(InvalidSettingsException.class).isThrownBy(() -> DEFAULTS.withLockWait(NEGATIVE));
        assertThatExceptionOfType(InvalidSettingsException.class).isThrownBy(() -> DEFAULTS.withRetryFor(NEGATIVE));
    }

    @Test
    void noTimeIsLongerThanPostgreSqlCanCount() {
        Duration longest = Duration.ofMillis(Integer.MAX_VALUE);

        assertThat(DEFAULTS.withLockTimeout(longest).lockTimeout()).isEqualTo(longest);
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> DEFAULTS.withLockTimeout(longest.plusMillis(1)))
                .withMessageContaining("PostgreSQL counts up to 24");
    }

    @Test
    void zeroIsATime() {
        assertThat(DEFAULTS.withRetryFor(Duration.ZERO)
                        .withLockTimeout(Duration.ZERO)
                        .retryFor())
                .isEqualTo(Duration.ZERO);
    }
}
