// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.migration.revision.RevisionGraph;
import dev.migration.revision.fault.ResolutionFault;
import dev.migration.revision.fault.TargetException;

/** Checks durations before a run, because the server would refuse them in the middle of one. */
final class SettingsValidator {

    /** PostgreSQL keeps its timeouts as milliseconds in 32 bits (manual, 20.11.1). */
    private static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

    private final List<String> faults = new ArrayList<>();

    private SettingsValidator() {}

    /** @throws InvalidSettingsException with every fault, if there is one */
    static void of(
            Optional<Duration> lockWait, Duration lockTimeout, Optional<Duration> statementTimeout, Duration retryFor) {
        SettingsValidator validator = new SettingsValidator();
        lockWait.ifPresent(wait -> validator.duration("migration.lock.wait", wait));
        validator.duration("migration.lock-timeout", lockTimeout);
        statementTimeout.ifPresent(timeout -> validator.duration("migration.statement-timeout", timeout));
        validator.duration("migration.retry-for", retryFor);
        if (!validator.faults.isEmpty()) {
            throw new InvalidSettingsException(validator.faults);
        }
    }

    /** @throws TargetException if the settings require a single head and there are several */
    static void singleHead(MigrationSettings settings, RevisionGraph graph) {
        List<String> heads = graph.heads().ids();
        if (settings.requireSingleHead() && heads.size() > 1) {
            throw new TargetException(new ResolutionFault.OneHeadRequired(heads));
        }
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
