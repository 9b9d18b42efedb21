// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.statement;

import java.util.List;

import dev.migration.execution.report.StateChangedException;
import dev.migration.version.StateTables;
import dev.migration.version.batch.JobStatements;

/**
 * The job of a run that is a worker: the rest of one revision.
 *
 * <p>A worker does not take the migration lock, so that an upgrade of other revisions need not wait for it. Each of its transactions
 * shares a lock on the job instead, and then checks that the job may run. Whoever cancels the job first records that, and then waits
 * until nobody shares the lock.
 *
 * @param segment the number of segments that are done
 */
public record BackgroundJob(String revision, int segment) {

    /** The conditions at the begin of each transaction of a worker. */
    List<StepStatement> conditions(StateTables tables) {
        JobStatements job = new JobStatements(tables, revision);
        return List.of(
                condition(
                        "pg_catalog.pg_try_advisory_xact_lock_shared(" + job.lockKey() + ")",
                        "another session runs it"),
                condition(job.runnable(), "its work in the background has ended or is held"));
    }

    /** The conditions before the rows that record its end: workers that share it may come to its end at the same time. */
    List<StepStatement> lastConditions(StateTables tables) {
        JobStatements job = new JobStatements(tables, revision);
        return List.of(
                condition(job.turn(), "another session ends it"),
                condition(job.runnable(), "another session has ended it"));
    }

    private StepStatement condition(String condition, String otherwise) {
        return new StepStatement.Condition(condition, new StateChangedException(revision, otherwise));
    }
}
