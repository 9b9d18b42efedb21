// SPDX-License-Identifier: Apache-2.0
package dev.migration.batch;

import java.util.List;
import java.util.Map;

import dev.migration.setting.BatchLimits;
import dev.migration.setting.BatchOption;

/**
 * What a {@code @batch} directive declares.
 *
 * @param table the table whose rows are divided into ranges, as written, perhaps with its schema and in quotes
 * @param key the columns of its key, as written; {@code ctid} means ranges of blocks
 * @param errors how many rows may fail and be set aside before the batch fails
 * @param checked whether the batch fails if rows that need the statement are left at its end
 * @param mode whether the upgrade waits for the last batch
 * @param limits when it holds, instead of what the settings say; valid texts
 */
public record Batch(
        String table, List<String> key, int errors, boolean checked, Mode mode, Map<BatchOption, String> limits) {

    /** The key that stands for the place of a row in its table. */
    public static final String BLOCKS = "ctid";

    /** Who runs the batches. */
    public enum Mode {
        /** The upgrade. */
        FOREGROUND,
        /** The workers of all instances, after the upgrade. */
        BACKGROUND,
        /** The same, as soon as a person approves. */
        BACKGROUND_IF_APPROVED
    }

    public Batch {
        key = List.copyOf(key);
        limits = Map.copyOf(limits);
    }

    /** When it holds. */
    public BatchLimits limits(BatchLimits settings) {
        BatchLimits own = settings;
        for (Map.Entry<BatchOption, String> limit : limits.entrySet()) {
            own = limit.getKey().apply(own, limit.getValue()).orElse(own);
        }
        return own;
    }

    /** A batch that runs in the upgrade. */
    public Batch(String table, List<String> key, int errors, boolean checked) {
        this(table, key, errors, checked, Mode.FOREGROUND, Map.of());
    }

    /** Whether workers run the batches after the upgrade. */
    public boolean isInBackground() {
        return mode != Mode.FOREGROUND;
    }

    /** Whether the ranges are blocks of the table and not values of columns. */
    public boolean isByBlocks() {
        return key.equals(List.of(BLOCKS));
    }
}
