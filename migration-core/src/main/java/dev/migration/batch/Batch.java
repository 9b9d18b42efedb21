// SPDX-License-Identifier: Apache-2.0
package dev.migration.batch;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.migration.setting.BatchLimits;
import dev.migration.setting.BatchOption;
import dev.migration.sql.Identifier;
import dev.migration.sql.Quoting;

/**
 * What a {@code @batch} directive declares.
 *
 * @param table the table whose rows are divided into ranges, as written, perhaps with its schema and in quotes
 * @param key the columns of its key, as written; {@code ctid} means ranges of blocks
 * @param errors how many rows may fail and be set aside before the batch fails
 * @param checked whether the batch fails if rows that need the statement are left at its end
 * @param mode whether the upgrade waits for the last batch
 * @param limits when it holds, instead of what the settings say; valid texts
 * @param trigger the name, as written, of the trigger that does the same to rows that are written meanwhile
 */
public record Batch(
        String table,
        List<String> key,
        int errors,
        boolean checked,
        Mode mode,
        Map<BatchOption, String> limits,
        Optional<String> trigger) {

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
        this(table, key, errors, checked, Mode.FOREGROUND, Map.of(), Optional.empty());
    }

    /** The name of the trigger as the catalog has it; empty without one. */
    public String triggerName() {
        return trigger.map(Identifier::folded).orElse("");
    }

    /** The statements that drop the trigger and its function. */
    public String dropTrigger() {
        String name = trigger.orElse("");
        String schema = Identifier.parts(table)
                .filter(parts -> parts.size() > 1)
                .map(parts -> Quoting.identifier(parts.get(parts.size() - 2)) + ".")
                .orElse("");
        return "DROP TRIGGER IF EXISTS " + name + " ON " + table + "; DROP FUNCTION IF EXISTS " + schema + name + "();";
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
