// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.failure;

import org.jspecify.annotations.Nullable;

import dev.migration.error.MigrationException;
import dev.migration.execution.report.FailureOutcome;
import dev.migration.execution.report.FailureReport;
import dev.migration.plan.Plan;
import dev.migration.plan.Step;

/** The migration was stopped on request. The committed steps stay; the next start continues with the rest. */
public final class MigrationStoppedException extends MigrationException {

    private static final String REMEDY = "Start again: the migration continues with the rest.";

    private final String revision;

    private MigrationStoppedException(String problem, String revision, @Nullable Throwable cause) {
        super(problem, REMEDY);
        this.revision = revision;
        if (cause != null) {
            initCause(cause);
        }
    }

    /** Stopped while no revision ran. */
    public static MigrationStoppedException waiting(@Nullable Throwable cause) {
        return new MigrationStoppedException(
                "The migration was stopped on request, while no revision ran. The committed revisions stay.",
                "",
                cause);
    }

    /** Stopped before a step. */
    public static MigrationStoppedException before(Plan plan, Step step) {
        String revision = step.revision().id();
        return new MigrationStoppedException(
                "The migration was stopped on request, before revision " + revision + "."
                        + FailureReport.kept(plan, step),
                revision,
                null);
    }

    /** Stopped in the middle of a step. */
    public static MigrationStoppedException in(FailureReport.FailedStep step, Throwable cause, FailureOutcome outcome) {
        return new MigrationStoppedException(
                "The migration was stopped on request. " + FailureReport.afterStop(step, cause, outcome),
                step.step().revision().id(),
                cause);
    }

    /** The revision that was stopped, or the next one; an empty text if none was about to run. */
    public String revision() {
        return revision;
    }
}
