package dev.migration.cli.setting;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

import dev.migration.MigrationSettings;
import dev.migration.error.NearestWord;
import dev.migration.plan.UpgradePolicies;
import dev.migration.plan.UpgradePolicy;
import dev.migration.version.StateTables;

/** Makes the library's settings of a file whose keys are those of Spring's {@code migration.*}. Finds all faults at once. */
final class SettingsReader {

    private static final String VARIABLES = "migration.variables.";
    private static final String POST_WRITE = "migration.authoring.post-write.";

    /** These say something to an application that starts, or are read elsewhere. */
    private static final Set<String> NOT_MINE = Set.of(
            "migration.authoring.file-name",
            "migration.authoring.post-write",
            "migration.authoring.post-write-timeout",
            "migration.authoring.slug-length",
            "migration.authoring.templates",
            "migration.authoring.time-zone",
            "migration.enabled",
            "migration.on-startup",
            "migration.target",
            "migration.url",
            "migration.username",
            "migration.password");

    private final SettingsFile file;
    private final Set<String> asked = new TreeSet<>(NOT_MINE);
    private final List<String> faults = new ArrayList<>();

    SettingsReader(SettingsFile file) {
        this.file = file;
    }

    /** @throws UsageException with every fault */
    MigrationSettings read(List<String> locations) {
        MigrationSettings defaults = MigrationSettings.defaults();
        StateTables tables = new StateTables(
                value("schema"),
                value("revision-table").orElse(defaults.tables().revisionTable()),
                value("history-table").orElse(defaults.tables().historyTable()));
        Optional<Duration> lockWait = duration("lock.wait");
        Duration lockTimeout = duration("lock-timeout").orElse(defaults.lockTimeout());
        Optional<Duration> statementTimeout = duration("statement-timeout");
        Duration retryFor = duration("retry-for").orElse(defaults.retryFor());
        boolean flushEach = flag("flush-each");
        boolean singleHead = flag("require-single-head");
        UpgradePolicies policies =
                new UpgradePolicies(policy("on-diverged"), policy("on-edited"), policy("on-spliced"));
        String application = value("application").orElse("migration-cli");
        refuseUnknown();
        return MigrationSettings.builder()
                .locations(locations)
                .tables(tables)
                .variables(variables())
                .lockWait(lockWait.orElse(null))
                .lockTimeout(lockTimeout)
                .statementTimeout(statementTimeout.orElse(null))
                .retryFor(retryFor)
                .flushEach(flushEach)
                .requireSingleHead(singleHead)
                .policies(policies)
                .application(application)
                .build();
    }

    /** The folders that the file names. */
    static List<String> locations(SettingsFile file) {
        return file.value("migration.locations").stream()
                .flatMap(text -> Arrays.stream(text.split(",")))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        file.keys().stream()
                .filter(key -> key.startsWith(VARIABLES))
                .forEach(key -> variables.put(
                        key.substring(VARIABLES.length()), file.value(key).orElse("")));
        return variables;
    }

    private void refuseUnknown() {
        asked.add("migration.locations");
        for (String key : file.keys()) {
            if (!asked.contains(key) && !key.startsWith(VARIABLES) && !key.startsWith(POST_WRITE)) {
                faults.add("There is no setting '" + key + "'." + NearestWord.question(key, asked));
            }
        }
        if (!faults.isEmpty()) {
            throw UsageException.of(faults, "Correct " + file.name() + "; docs/commands.md lists the settings.");
        }
    }

    private Optional<String> value(String key) {
        asked.add("migration." + key);
        return file.value("migration." + key);
    }

    private Optional<Duration> duration(String key) {
        return parsed(key, Durations::parse, "a duration like 500ms, 5s or 10m");
    }

    private boolean flag(String key) {
        return parsed(
                        key,
                        text -> Set.of("true", "false").contains(text)
                                ? Optional.of(Boolean.valueOf(text))
                                : Optional.empty(),
                        "true or false")
                .orElse(false);
    }

    private UpgradePolicy policy(String key) {
        return parsed(
                        key,
                        text -> Arrays.stream(UpgradePolicy.values())
                                .filter(policy -> policy.name().equals(text.toUpperCase(Locale.ROOT)))
                                .findFirst(),
                        "refuse or warn")
                .orElse(UpgradePolicy.REFUSE);
    }

    private <T> Optional<T> parsed(String key, Function<String, Optional<T>> parser, String wanted) {
        Optional<String> text = value(key);
        Optional<T> result = text.flatMap(parser);
        if (text.isPresent() && result.isEmpty()) {
            faults.add("migration." + key + " is '" + text.get() + "', and should be " + wanted + ".");
        }
        return result;
    }
}
