// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.batch;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.migration.execution.report.BatchProblem;
import dev.migration.execution.report.StatementFailure;
import dev.migration.execution.session.RetryBudget;
import dev.migration.execution.statement.StatementSink;
import dev.migration.execution.statement.StepStatement;
import dev.migration.version.BatchState;
import dev.migration.version.table.BatchStatements;
import dev.migration.version.table.StateStatement;

/**
 * Runs a statement in batches.
 *
 * <ol>
 *   <li>The largest key is fixed when it begins: rows with a larger one are written by the application, in their new form.
 *   <li>Each batch is a transaction: the end of its range, the statement for the range, the checkpoint. A session that continues
 *       begins at the checkpoint, so that no row is changed twice and none is left out.
 *   <li>If a row makes a batch fail, smaller batches find it. It is set aside, as long as the directive permits that many.
 *   <li>If the filter of the statement shows which rows it still concerns, none may be left at the end ({@link LeftRows}).
 *   <li>The last transaction records that the segment is done.
 * </ol>
 */
public final class BatchRunner {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

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
        rows.tryAgain(batch);
        boolean again = true;
        while (again) {
            while (!batch.state().isAtEnd()) {
                awaitPermission(batch);
                next(batch, rows, report);
            }
            again = new LeftRows(run, transactions).beginAgain(batch);
        }
        finish(batch);
        report.finished();
    }

    private void next(RunningBatch batch, RowsSetAside rows, BatchReport report) throws Exception {
        BatchAttempt attempt = new BatchAttempt(batch, report.rate());
        try {
            transactions.run(attempt::run);
            batch.become(attempt.result
                    .after(
                            batch.state(),
                            attempt.range().range().upTo(),
                            attempt.range().rows())
                    .in(attempt.result.state()));
            batch.size().after(attempt.time(), attempt.result.othersWait());
            batch.work().retryBudget().progressed();
            report.committed(attempt.range().rows());
        } catch (StatementFailure failure) {
            failed(attempt, failure, rows);
        }
    }

    private void failed(BatchAttempt attempt, StatementFailure failure, RowsSetAside rows) throws Exception {
        RunningBatch batch = attempt.batch;
        run.session().stop().check();
        BatchFailures reason = BatchFailures.of(failure);
        boolean alone = attempt.next != null && attempt.range().one();
        if (reason == BatchFailures.ROW && alone) {
            rows.setAside(batch, attempt.range().range().upTo(), failure);
        } else if (reason == BatchFailures.EVERY_ROW
                || attempt.next == null
                || !batch.size().halve()) {
            throw failure;
        } else if (reason == BatchFailures.CONFLICT) {
            throw failure;
        }
    }

    /** Waits while an operator has paused the batch. */
    private void awaitPermission(RunningBatch batch) throws Exception {
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

    private void finish(RunningBatch batch) throws Exception {
        transactions.run(sink -> {
            sink.addAll(run.frame().begin(batch.work().task()));
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

    /** One attempt to run the next batch. */
    private final class BatchAttempt {

        private static final String OTHERS_WAIT = "SELECT pg_catalog.count(*) FROM pg_catalog.pg_locks"
                + " WHERE locktype OPERATOR(pg_catalog.=) 'transactionid' AND NOT granted"
                + " AND transactionid OPERATOR(pg_catalog.=) pg_catalog.xid(pg_catalog.pg_current_xact_id())";

        private final RunningBatch batch;
        private final double rate;
        private final BatchResult result = new BatchResult();
        private BatchRanges.@org.jspecify.annotations.Nullable Next next;
        private long start;

        BatchAttempt(RunningBatch batch, double rate) {
            this.batch = batch;
            this.rate = rate;
        }

        BatchRanges.Next range() {
            return java.util.Objects.requireNonNull(next);
        }

        Duration time() {
            return Duration.ofNanos(System.nanoTime() - start);
        }

        void run(StatementSink sink) throws Exception {
            BatchWork work = batch.work();
            sink.addAll(BatchRunner.this.run.frame().begin(work.task()));
            sink.addAll(BatchRunner.this.run.frame().limit(work.task()).stream().toList());
            next = new BatchRanges().next(batch, sink);
            start = System.nanoTime();
            sink.add(batch.within(range().range(), result));
            sink.addAll(BatchRunner.this.run.frame().end());
            sink.addAll(BatchRunner.this.run.frame().tables());
            sink.addRows(checkpoint());
            sink.add(new StepStatement.Query(rows(batch).stateQuery(), result::readState));
            sink.add(new StepStatement.Query(OTHERS_WAIT, result::readWaiting));
            sink.finish(List.of(), List.of());
            requireKey();
        }

        private List<StateStatement> checkpoint() {
            return List.of(
                    rows(batch).checkpoint(batch.state(), range().range().upTo(), Optional.of(range().rows())),
                    rows(batch).pace(batch.size().rows(), rate));
        }

        private void requireKey() throws StatementFailure {
            if (result.moved() > 0) {
                throw batch.work()
                        .failure(new BatchProblem(
                                "the statement, or a trigger of "
                                        + batch.table().name() + ", changes the key of " + result.moved()
                                        + " rows, so that they leave their range",
                                "Choose a key that stays as it is, or 'key=ctid'. Then start again."));
            }
        }
    }
}
