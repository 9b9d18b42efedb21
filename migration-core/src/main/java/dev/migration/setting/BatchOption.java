// SPDX-License-Identifier: Apache-2.0
package dev.migration.setting;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** One of {@link BatchLimits}, by the name that it has in {@code migration.batch.*} and in a {@code @batch} directive. */
public enum BatchOption {
    MAX_LAG(SettingKey.BATCH_MAX_LAG, "30s"),
    MAX_WAL(SettingKey.BATCH_MAX_WAL, "20GB"),
    MAX_DEAD_ROWS(SettingKey.BATCH_MAX_DEAD_ROWS, "30"),
    WAIT_FOR_VACUUM(SettingKey.BATCH_WAIT_FOR_VACUUM, "true"),
    ONLY(SettingKey.BATCH_ONLY, "\"22:00-05:00 Europe/Berlin\""),
    HOLD_IF(SettingKey.BATCH_HOLD_IF, "\"SELECT busy FROM load\"");

    private static final String PREFIX = "migration.batch.";

    private final SettingKey key;
    private final String example;

    BatchOption(SettingKey key, String example) {
        this.key = key;
        this.example = example;
    }

    /** The name in a directive: {@code max-lag}. */
    public String text() {
        return key.key().substring(PREFIX.length());
    }

    /** The setting. */
    public SettingKey key() {
        return key;
    }

    /** The form of a valid value, for messages. */
    public String form() {
        return key.type().form();
    }

    /** The option with a value, as in a directive: {@code max-lag=30s}. */
    public String example() {
        return text() + "=" + example;
    }

    /** The option of a name in a directive. */
    public static Optional<BatchOption> of(String name) {
        return Arrays.stream(values())
                .filter(option -> option.text().equals(name))
                .findFirst();
    }

    /** The limits with this one; empty if the text is no value of it. */
    public Optional<BatchLimits> apply(BatchLimits limits, String text) {
        return key.type().parse(text).map(value -> with(limits, value));
    }

    /** @param value of the class that the type of the setting documents */
    public BatchLimits with(BatchLimits limits, Object value) {
        return new BatchLimits(
                this == MAX_LAG ? (Duration) value : limits.maxLag(),
                this == MAX_WAL ? (Long) value : limits.maxWal(),
                this == MAX_DEAD_ROWS ? (Integer) value : limits.maxDeadRows(),
                this == WAIT_FOR_VACUUM ? (Boolean) value : limits.waitForVacuum(),
                this == ONLY ? Optional.of((TimeWindow) value) : limits.only(),
                this == HOLD_IF ? Optional.of((String) value).filter(query -> !query.isBlank()) : limits.holdIf());
    }
}
