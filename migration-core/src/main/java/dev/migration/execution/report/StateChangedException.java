package dev.migration.execution.report;

import dev.migration.error.MigrationException;

/** Somebody else changed the applied revisions between the plan and a step. The step was not run. */
public final class StateChangedException extends MigrationException {

    public StateChangedException(String revision, String reason) {
        super(
                "Revision '" + revision + "' was not run: " + reason + " since the plan was made.",
                "Start again; a new plan is made from what is applied then.");
    }
}
