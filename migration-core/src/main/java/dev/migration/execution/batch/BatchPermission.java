// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.batch;

import java.time.Duration;
import java.util.List;

import dev.migration.execution.report.BatchProblem;
import dev.migration.execution.session.RetryBudget;
import dev.migration.execution.statement.StepStatement;
import dev.migration.version.BatchState;
import dev.migration.version.table.BatchStatements;

/** Decides, before each batch, whether it may run. */
record BatchPermission(BatchSession run, BatchTransactions transactions) {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    /** Waits while an operator has paused the batch. */
    void await(RunningBatch batch) throws Exception {
        BatchState.State state = batch.state().state();
        while (state == BatchState.State.PAUSED) {
            RetryBudget.pause(BETWEEN_LOOKS, run.session().stop());
            state = look(batch);
        }
        if (state == BatchState.State.CANCELLED) {
            throw batch.work()
                    .failure(new BatchProblem(
                            "the batch was cancelled",
                            "To go on: UPDATE " + run.context().tables().batches()
                                    + " SET state = 'RUNNING' WHERE revision = '"
                                    + batch.work().id().revision() + "'. Then start again."));
        }
        batch.become(batch.state().in(state));
    }

    private BatchState.State look(RunningBatch batch) throws Exception {
        BatchResult result = new BatchResult();
        transactions.run(sink -> {
            sink.addAll(run.frame().begin(batch.work().task()));
            sink.addAll(run.frame().end());
            sink.add(new StepStatement.Query(rows(batch).stateQuery(), result::readState));
            sink.finish(List.of(), List.of());
        });
        return result.state();
    }

    private BatchStatements rows(RunningBatch batch) {
        return new BatchStatements(run.context().tables(), batch.work().id());
    }
}
