// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.batch;

import java.util.Optional;

import dev.migration.batch.Batch;
import dev.migration.execution.report.BatchProblem;
import dev.migration.execution.report.StatementFailure;
import dev.migration.execution.session.RetryBudget;
import dev.migration.execution.statement.StepBody;
import dev.migration.execution.statement.StepStatement;
import dev.migration.execution.statement.StepTask;
import dev.migration.script.JavaRevision;
import dev.migration.version.BatchId;

/**
 * A statement to run in batches.
 *
 * @param retryBudget begins again after each batch
 */
public record BatchWork(
        StepTask task, StepStatement.Scripted scripted, Batch batch, BatchId id, RetryBudget retryBudget) {

    /** The code that changes the rows, instead of the statement. */
    Optional<JavaRevision> code() {
        return task.body() instanceof StepBody.BatchedCode code ? Optional.of(code.revision()) : Optional.empty();
    }

    /** The trigger that the directive may ask for. */
    TriggerCreation trigger() {
        return new TriggerCreation(task, scripted, batch);
    }

    /** A failure at the statement. */
    StatementFailure failure(BatchProblem problem) {
        return new StatementFailure(scripted.statement(), scripted.statement().position(), scripted.origin(), problem);
    }
}
