// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.batch;

import dev.migration.batch.Batch;
import dev.migration.execution.report.BatchProblem;
import dev.migration.execution.report.StatementFailure;
import dev.migration.execution.session.RetryBudget;
import dev.migration.execution.statement.StepStatement;
import dev.migration.execution.statement.StepTask;
import dev.migration.version.BatchId;

/**
 * A statement to run in batches.
 *
 * @param retryBudget begins again after each batch
 */
public record BatchWork(
        StepTask task, StepStatement.Scripted scripted, Batch batch, BatchId id, RetryBudget retryBudget) {

    /** The trigger that the directive may ask for. */
    TriggerCreation trigger() {
        return new TriggerCreation(task, scripted, batch);
    }

    /** A failure at the statement. */
    StatementFailure failure(BatchProblem problem) {
        return new StatementFailure(scripted.statement(), scripted.statement().position(), scripted.origin(), problem);
    }
}
