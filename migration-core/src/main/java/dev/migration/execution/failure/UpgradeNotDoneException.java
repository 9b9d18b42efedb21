// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.failure;

import java.time.Duration;
import java.util.List;

import dev.migration.error.MigrationException;

/** Another process should upgrade the database, and did not. Nothing was run. */
public final class UpgradeNotDoneException extends MigrationException {

    private final transient List<String> missing;

    private UpgradeNotDoneException(String problem, String remedy, List<String> missing) {
        super(problem, remedy);
        this.missing = List.copyOf(missing);
    }

    /** @param situation the last known situation: the lock holder, or why the database does not answer */
    public static UpgradeNotDoneException tooLong(List<String> missing, String situation, Duration waited) {
        return new UpgradeNotDoneException(
                "No other process has upgraded the database in " + waited.toSeconds()
                        + " s"
                        + (missing.isEmpty() ? "" : ": " + String.join(", ", missing) + " missing") + "; " + situation
                        + ".",
                "Check the log of the process that migrates (the job, the init container), or start one: 'migrations upgrade"
                        + " heads', or this application with migration.on-startup=upgrade. If it only needs more time, raise"
                        + " migration.wait-for.",
                missing);
    }

    public static UpgradeNotDoneException interrupted(String revision) {
        return new UpgradeNotDoneException(
                "Revision " + revision + " is interrupted, and no session holds the migration lock.",
                "Check the log of the process that migrates, correct the cause, and start it again: it continues the revision.",
                List.of(revision));
    }

    /** The ids of the revisions and the names of the repeatables that are missing, as far as they are known. */
    public List<String> missing() {
        return missing;
    }
}
