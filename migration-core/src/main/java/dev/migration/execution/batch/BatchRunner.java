// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.batch;

import java.util.List;

import dev.migration.execution.report.StatementFailure;
import dev.migration.version.batch.BatchStatements;

/**
 * Runs a statement in batches.
 *
 * <ol>
 *   <li>The largest key is fixed when it begins: rows with a larger one are written by the application, in their new form.
 *   <li>Each batch is a transaction: the end of its range, the statement for the range, the checkpoint. A session that continues
 *       begins at the checkpoint, so that no row is changed twice and none is left out.
 *   <li>Before each batch it is asked whether it may begin ({@link BatchPermission}).
 *   <li>If a row makes a batch fail, smaller batches find it. It is set aside, as long as the directive permits that many.
 *   <li>If the filter of the statement shows which rows it still concerns, none may be left at the end ({@link LeftRows}).
 *   <li>The last transaction records that the segment is done.
 * </ol>
 */
public final class BatchRunner {

    private final BatchSession run;
    private final BatchTransactions transactions;

    public BatchRunner(BatchSession run, BatchTransactions transactions) {
        this.run = run;
        this.transactions = transactions;
    }

    /** Runs all batches that are not done. */
    public void run(BatchWork work) throws Exception {
        RunningBatch batch = new BatchStart(run, work).begin(transactions);
        RowsSetAside rows = new RowsSetAside(run, transactions);
        BatchReport report = new BatchReport(run, batch);
        BatchPermission permission = new BatchPermission(run, transactions, batch, report);
        rows.tryAgain(batch);
        boolean again = true;
        while (again) {
            while (!batch.state().isAtEnd()) {
                permission.await();
                next(batch, rows, report);
            }
            again = new LeftRows(run, transactions).beginAgain(batch);
        }
        finish(batch);
        report.finished();
    }

    private void next(RunningBatch batch, RowsSetAside rows, BatchReport report) throws Exception {
        BatchAttempt attempt = new BatchAttempt(run, batch, report.rate());
        try {
            transactions.run(attempt::run);
            attempt.committed();
            report.committed(attempt.range().rows());
        } catch (StatementFailure failure) {
            rows.failed(attempt, failure);
        }
    }

    private void finish(RunningBatch batch) throws Exception {
        transactions.run(sink -> {
            sink.addAll(run.frame().begin(batch.work().task()));
            sink.addAll(batch.triggerFires());
            sink.addAll(run.frame().end());
            sink.finish(
                    run.frame().tables(),
                    List.of(
                            rows(batch).done(),
                            run.frame()
                                    .done(batch.work().task(), batch.work().id().segment() + 1)));
        });
    }

    private BatchStatements rows(RunningBatch batch) {
        return new BatchStatements(run.context().tables(), batch.work().id());
    }
}
