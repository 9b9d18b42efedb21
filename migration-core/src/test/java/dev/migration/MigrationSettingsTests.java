// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.migration.version.StateTables;

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

        assertThat(DEFAULTS.toBuilder()
                        .lockTimeout(longest)
                        .build()
                        .lockLimits()
                        .timeout())
                .contains(longest);
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

    @ParameterizedTest
    @CsvSource({
        "migration_history, migration_history, both 'migration_history'",
        "migration_revision, migration_revision, both 'migration_revision'",
        "migration_history_pkey, migration_history, index or a sequence",
        "a, a_id_entry_key, index or a sequence",
        "migration_revision, migration_batch, in batches or in the background",
        "migration_revision, migration_batch_error, in batches or in the background",
        "migration_revision, migration_batch_range, in batches or in the background",
        "migration_revision, migration_job, in batches or in the background",
        "' ', migration_history, migration.revision-table is empty",
        "migration_revision, a_name_that_is_longer_than_the_sixty_three_bytes_that_the_server_keeps, has 70 bytes"
    })
    void theTablesHaveTwoNames(String revisions, String history, String fault) {
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> DEFAULTS.toBuilder()
                        .tables(new StateTables(Optional.empty(), revisions, history))
                        .build())
                .withMessageContaining(fault)
                .satisfies(failure -> assertThat(failure.remedy()).contains("migration.revision-table"));
    }
}
