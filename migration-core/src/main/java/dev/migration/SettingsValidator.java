package dev.migration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.migration.revision.RevisionGraph;
import dev.migration.revision.fault.ResolutionFault;
import dev.migration.revision.fault.TargetException;

/** Finds durations that make no sense before they reach the server in the middle of a run. */
final class SettingsValidator {

    /** PostgreSQL keeps its timeouts as milliseconds in 32 bits (manual, 20.11.1). */
    private static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

    private final List<String> faults = new ArrayList<>();

    private SettingsValidator() {}

    /** @throws InvalidSettingsException with every fault, if there is one */
    static void of(
            Optional<Duration> lockWait, Duration lockTimeout, Optional<Duration> statementTimeout, Duration retryFor) {
        SettingsValidator check = new SettingsValidator();
        lockWait.ifPresent(wait -> check.time("migration.lock.wait", wait));
        check.time("migration.lock-timeout", lockTimeout);
        statementTimeout.ifPresent(timeout -> check.time("migration.statement-timeout", timeout));
        check.time("migration.retry-for", retryFor);
        if (!check.faults.isEmpty()) {
            throw new InvalidSettingsException(check.faults);
        }
    }

    /** @throws TargetException if the settings allow one head and there are several */
    static void singleHead(MigrationSettings settings, RevisionGraph graph) {
        List<String> heads = graph.heads().ids();
        if (settings.requireSingleHead() && heads.size() > 1) {
            throw new TargetException(new ResolutionFault.OneHeadRequired(heads));
        }
    }

    private void time(String setting, Duration value) {
        if (value.isNegative()) {
            faults.add(setting + " is " + value.toMillis() + "ms, and no time is negative.");
        } else if (value.compareTo(LONGEST) > 0) {
            faults.add(setting + " is " + value.toDays() + " days; PostgreSQL counts up to 24.");
        }
    }
}
