// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.migration.revision.RevisionGraph;
import dev.migration.revision.fault.ResolutionFault;
import dev.migration.revision.fault.TargetException;
import dev.migration.script.load.FoundScripts;
import dev.migration.setting.LockLimits;
import dev.migration.setting.SettingKey;
import dev.migration.version.StateTables;

/** Checks settings before a run, because the server would refuse them in the middle of one, or understand them otherwise. */
final class SettingsValidator {

    /** PostgreSQL keeps its timeouts as milliseconds in 32 bits (manual, 20.11.1). */
    private static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

    /** The server shortens longer names (manual, 4.1.1). */
    private static final int LONGEST_NAME = 63;

    private final List<String> faults = new ArrayList<>();

    private SettingsValidator() {}

    /** @throws InvalidSettingsException with every fault, if there is one */
    static void of(MigrationSettings settings) {
        SettingsValidator validator = new SettingsValidator();
        LockLimits limits = settings.lockLimits();
        validator.duration(SettingKey.LOCK_WAIT, settings.lockWait());
        validator.duration(SettingKey.LOCK_TIMEOUT, limits.timeout());
        validator.duration(SettingKey.LOCK_MAX_WAIT, Optional.of(limits.maxWait()));
        validator.duration(SettingKey.LOCK_TERMINATE_IDLE_AFTER, limits.terminateIdleAfter());
        validator.duration(SettingKey.JAVA_IDLE_TIMEOUT, Optional.of(limits.javaIdle()));
        validator.duration(SettingKey.STATEMENT_TIMEOUT, settings.statementTimeout());
        validator.duration(SettingKey.RETRY_FOR, Optional.of(settings.retryFor()));
        validator.duration(
                SettingKey.BATCH_MAX_LAG, Optional.of(settings.batchLimits().maxLag()));
        validator.refuse("Write durations like 500ms, 5s or 10m.");
    }

    /** @throws InvalidSettingsException if the names of the two state tables collide, or the server would shorten one */
    static void tables(StateTables tables) {
        SettingsValidator validator = new SettingsValidator();
        validator.name("migration.revision-table", tables.revisionTable());
        validator.name("migration.history-table", tables.historyTable());
        tables.schema().ifPresent(schema -> validator.name("migration.schema", schema));
        validator.collision(tables.revisionTable(), tables.historyTable());
        validator.collisionWithBatches(tables);
        validator.refuse(
                "Set migration.revision-table, migration.history-table and migration.schema to other names, or remove them.");
    }

    private void refuse(String remedy) {
        if (!faults.isEmpty()) {
            throw new InvalidSettingsException(faults, remedy);
        }
    }

    private void name(String setting, String name) {
        int length = name.getBytes(StandardCharsets.UTF_8).length;
        if (name.isBlank()) {
            faults.add(setting + " is empty.");
        } else if (length > LONGEST_NAME) {
            faults.add(setting + " has " + length + " bytes; the server shortens names to " + LONGEST_NAME + ".");
        }
    }

    /** The indexes and sequences of a table share the names of tables. */
    private void collision(String revisions, String history) {
        if (revisions.equals(history)) {
            faults.add("migration.revision-table and migration.history-table are both '" + revisions + "'.");
        } else if (isPartOf(revisions, history) || isPartOf(history, revisions)) {
            faults.add("migration.revision-table is '" + revisions + "' and migration.history-table is '" + history
                    + "': one is the name of an index or a sequence of the other.");
        }
    }

    /** The tables of batches and of work in the background are named after the table of applied revisions. */
    private void collisionWithBatches(StateTables tables) {
        if (tables.names().lastIndexOf(tables.historyTable()) > 1) {
            faults.add("migration.history-table is '" + tables.historyTable()
                    + "', which is the name of a table of revisions that run in batches or in the background.");
        }
    }

    private static boolean isPartOf(String name, String table) {
        return name.startsWith(table + "_") && name.matches("(?s).*_(pkey|key|idx|seq)");
    }

    /** The scripts, which are refused when they are parsed if the settings require a single head and there are several. */
    static FoundScripts checked(MigrationSettings settings, FoundScripts found) {
        return found.with(settings.requireSingleHead() ? "single head" : "", scripts -> {
            singleHead(settings, scripts.graph());
            return scripts;
        });
    }

    /** @throws TargetException if the settings require a single head and there are several */
    static void singleHead(MigrationSettings settings, RevisionGraph graph) {
        List<String> heads = graph.heads().ids();
        if (settings.requireSingleHead() && heads.size() > 1) {
            throw new TargetException(new ResolutionFault.OneHeadRequired(heads));
        }
    }

    private void duration(SettingKey key, Optional<Duration> set) {
        set.ifPresent(value -> duration(key.key(), value));
    }

    private void duration(String setting, Duration value) {
        if (value.isNegative()) {
            faults.add(setting + " is " + value.toMillis() + "ms, and must not be negative.");
        } else if (value.compareTo(LONGEST) > 0) {
            faults.add(
                    setting + " is " + value.toDays() + " days; the longest time that PostgreSQL accepts is 24 days.");
        }
    }
}
