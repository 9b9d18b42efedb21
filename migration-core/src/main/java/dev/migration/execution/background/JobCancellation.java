// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.background;

import java.time.Duration;
import java.util.List;

import dev.migration.execution.session.MigrationSession;
import dev.migration.execution.session.RetryBudget;
import dev.migration.execution.state.DatabaseState;
import dev.migration.plan.Plan;
import dev.migration.plan.Step;
import dev.migration.version.AppliedRevision;
import dev.migration.version.StateTables;
import dev.migration.version.batch.JobStatements;

/**
 * Cancels the work in the background of revisions that a downgrade reverts. After the row is written no transaction of a worker begins;
 * then it waits for those that are open. A worker that does not end loses its session: its process may be suspended.
 *
 * @param tables with their schema
 */
public record JobCancellation(MigrationSession session, StateTables tables) {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final int LOOKS_BEFORE_TERMINATION = 50;

    /** Cancels the work of the revisions that a plan reverts. */
    public void before(Plan plan, DatabaseState database) {
        List<String> unfinished =
                database.inBackground().stream().map(AppliedRevision::id).toList();
        for (Step step : plan.steps()) {
            if (step.direction() == Step.Direction.DOWN
                    && unfinished.contains(step.revision().id())) {
                cancel(new JobStatements(tables, step.revision().id()));
            }
        }
    }

    private void cancel(JobStatements job) {
        session.write(tables, List.of(job.cancel("the revision is reverted")));
        for (int look = 1; !isFree(job); look++) {
            if (look % LOOKS_BEFORE_TERMINATION == 0) {
                session.query(job.terminateWorkers());
            }
            RetryBudget.pause(BETWEEN_LOOKS, session.stop());
        }
    }

    private boolean isFree(JobStatements job) {
        return session.query("SELECT pg_catalog.pg_try_advisory_xact_lock(" + job.lockKey() + ")")
                .filter("t"::equals)
                .isPresent();
    }
}
