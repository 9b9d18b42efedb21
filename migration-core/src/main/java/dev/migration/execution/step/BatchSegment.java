// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.step;

import dev.migration.batch.Batch;
import dev.migration.batch.BatchDirective;
import dev.migration.execution.batch.BatchRunner;
import dev.migration.execution.batch.BatchSession;
import dev.migration.execution.batch.BatchTransactions;
import dev.migration.execution.batch.BatchWork;
import dev.migration.execution.batch.SharedBatchRunner;
import dev.migration.execution.report.BatchProblem;
import dev.migration.execution.report.StatementFailure;
import dev.migration.execution.statement.StepStatement;
import dev.migration.plan.Step;
import dev.migration.version.BatchId;

/** A segment that is one statement with {@code @batch}. */
record BatchSegment(BatchSession session, BatchTransactions transactions) {

    void run(StepAttempt attempt, StepStatement.Scripted scripted, int segment) throws Exception {
        Step step = attempt.step();
        BatchId id = new BatchId(step.revision().id(), step.direction() == Step.Direction.DOWN, segment);
        BatchWork work = new BatchWork(attempt.task(), scripted, batch(scripted), id, attempt.retryBudget());
        if (session.context().job().isPresent() && work.batch().isInBackground()) {
            new SharedBatchRunner(session, transactions, work).run();
        } else {
            new BatchRunner(session, transactions).run(work);
        }
    }

    private static Batch batch(StepStatement.Scripted scripted) throws StatementFailure {
        BatchDirective directive = BatchDirective.of(scripted.statement()).orElseThrow();
        if (directive.batch().isEmpty()) {
            throw scripted.failure(directive.faults().get(0).problem(), BatchProblem.UNUSABLE);
        }
        return directive.batch().get();
    }
}
