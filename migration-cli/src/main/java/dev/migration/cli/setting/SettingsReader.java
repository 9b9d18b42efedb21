// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.setting;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.migration.MigrationSettings;
import dev.migration.MigrationSettingsBuilder;
import dev.migration.error.NearestWord;
import dev.migration.plan.SchemaVerification;
import dev.migration.plan.UpgradePolicies;
import dev.migration.plan.UpgradePolicy;
import dev.migration.setting.BatchLimits;
import dev.migration.setting.BatchOption;
import dev.migration.setting.LockLimits;
import dev.migration.setting.ModuleSelection;
import dev.migration.setting.SettingKey;
import dev.migration.setting.SettingType;
import dev.migration.version.StateTables;

/** Converts a settings file to {@link MigrationSettings}. Reports all faults at once. */
final class SettingsReader {

    private final SettingsFile file;
    private final List<String> faults = new ArrayList<>();

    SettingsReader(SettingsFile file) {
        this.file = file;
    }

    /** @throws UsageException with every invalid value and every unknown key */
    MigrationSettings read(List<String> locations) {
        MigrationSettingsBuilder builder = MigrationSettings.builder()
                .locations(locations)
                .modules(new ModuleSelection(list(SettingKey.MODULES_INCLUDE), list(SettingKey.MODULES_EXCLUDE)))
                .tables(tables())
                .variables(variables())
                .policies(policies())
                .lockLimits(lockLimits())
                .batchLimits(batchLimits())
                .verifySchema(value(SettingKey.VERIFY_SCHEMA, SchemaVerification.class)
                        .orElse(SchemaVerification.OFF))
                .application(text(SettingKey.APPLICATION).orElse("migration-cli"));
        duration(SettingKey.LOCK_WAIT).ifPresent(builder::lockWait);
        duration(SettingKey.STATEMENT_TIMEOUT).ifPresent(builder::statementTimeout);
        duration(SettingKey.RETRY_FOR).ifPresent(builder::retryFor);
        flag(SettingKey.FLUSH_EACH).ifPresent(builder::flushEach);
        flag(SettingKey.REQUIRE_SINGLE_HEAD).ifPresent(builder::requireSingleHead);
        refuseFaults();
        return builder.build();
    }

    private StateTables tables() {
        return new StateTables(
                text(SettingKey.SCHEMA),
                text(SettingKey.REVISION_TABLE).orElse(StateTables.DEFAULT.revisionTable()),
                text(SettingKey.HISTORY_TABLE).orElse(StateTables.DEFAULT.historyTable()));
    }

    private UpgradePolicies policies() {
        return new UpgradePolicies(
                policy(SettingKey.ON_DIVERGED), policy(SettingKey.ON_EDITED), policy(SettingKey.ON_SPLICED));
    }

    private LockLimits lockLimits() {
        return new LockLimits(
                duration(SettingKey.LOCK_TIMEOUT),
                duration(SettingKey.LOCK_MAX_WAIT).orElse(LockLimits.DEFAULTS.maxWait()),
                duration(SettingKey.LOCK_TERMINATE_IDLE_AFTER),
                duration(SettingKey.JAVA_IDLE_TIMEOUT).orElse(LockLimits.DEFAULTS.javaIdle()));
    }

    /** The locations of the file, as written there. */
    static List<String> locations(SettingsFile file) {
        return list(file, SettingKey.LOCATIONS);
    }

    private List<String> list(SettingKey key) {
        return list(file, key);
    }

    private static List<String> list(SettingsFile file, SettingKey key) {
        return file.value(key.key()).map(SettingType::split).orElse(List.of());
    }

    private BatchLimits batchLimits() {
        BatchLimits limits = BatchLimits.DEFAULTS;
        for (BatchOption option : BatchOption.values()) {
            Optional<Object> value = value(option.key(), Object.class);
            limits = value.isPresent() ? option.with(limits, value.get()) : limits;
        }
        return limits;
    }

    private Map<String, String> variables() {
        String prefix = SettingKey.VARIABLES.key() + ".";
        Map<String, String> variables = new LinkedHashMap<>();
        file.keys().stream()
                .filter(key -> key.startsWith(prefix))
                .forEach(key -> variables.put(
                        key.substring(prefix.length()), file.value(key).orElse("")));
        return variables;
    }

    private void refuseFaults() {
        List<String> known =
                Arrays.stream(SettingKey.values()).map(SettingKey::key).toList();
        file.keys().stream()
                .filter(key -> !SettingKey.isKnown(key))
                .map(key -> "There is no setting '" + key + "'." + NearestWord.question(key, known))
                .forEach(faults::add);
        if (!faults.isEmpty()) {
            throw UsageException.of(faults, "Correct " + file.name() + "; docs/commands.md lists the settings.");
        }
    }

    private Optional<String> text(SettingKey key) {
        return value(key, String.class);
    }

    private Optional<Duration> duration(SettingKey key) {
        return value(key, Duration.class);
    }

    private Optional<Boolean> flag(SettingKey key) {
        return value(key, Boolean.class);
    }

    private UpgradePolicy policy(SettingKey key) {
        return value(key, UpgradePolicy.class).orElse(UpgradePolicy.REFUSE);
    }

    private <T> Optional<T> value(SettingKey key, Class<T> type) {
        Optional<String> text = file.value(key.key());
        Optional<Object> value = text.flatMap(key.type()::parse);
        if (text.isPresent() && value.isEmpty()) {
            faults.add(key.key() + " is '" + text.get() + "'; expected "
                    + key.type().form() + ".");
        }
        return value.map(type::cast);
    }
}
