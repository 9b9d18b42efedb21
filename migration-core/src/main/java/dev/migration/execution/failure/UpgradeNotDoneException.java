package dev.migration.execution.failure;

import java.time.Duration;
import java.util.List;

import dev.migration.error.MigrationException;

/** Another process was to upgrade the database, and did not. Nothing was run. */
public final class UpgradeNotDoneException extends MigrationException {

    private final transient List<String> missing;

    private UpgradeNotDoneException(String problem, String remedy, List<String> missing) {
        super(problem, remedy);
        this.missing = List.copyOf(missing);
    }

    /** @param situation what was seen last */
    public static UpgradeNotDoneException tooLong(List<String> missing, String situation, Duration waited) {
        return new UpgradeNotDoneException(
                "Another process was to upgrade the database, and has not done so in the " + waited.toSeconds()
                        + " s that we waited"
                        + (missing.isEmpty() ? "" : ": " + String.join(", ", missing) + " missing") + "; " + situation
                        + ".",
                "Look at the log of the process that migrates (the job, the init container), or start one: 'migrations upgrade"
                        + " heads', or this application with migration.on-startup=upgrade. If it only needs longer, raise"
                        + " migration.wait-for.",
                missing);
    }

    public static UpgradeNotDoneException halfWay(String revision) {
        return new UpgradeNotDoneException(
                "Revision " + revision + " stopped half-way in the process that migrates, and nobody is at it.",
                "Look at the log of that process, correct what it names, and start it again: it goes on with the revision.",
                List.of(revision));
    }

    /** The ids of the revisions and the names of the repeatables that are missing, as far as they are known. */
    public List<String> missing() {
        return missing;
    }
}
