// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.batch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.migration.batch.BlockKey;
import dev.migration.batch.KeyRange;
import dev.migration.execution.report.BatchProblem;
import dev.migration.execution.report.StatementFailure;
import dev.migration.execution.session.RetryBudget;
import dev.migration.execution.statement.StatementSink;
import dev.migration.execution.statement.StepStatement;
import dev.migration.version.BatchState;
import dev.migration.version.BatchState.Rows;
import dev.migration.version.batch.BatchReader;
import dev.migration.version.batch.BatchStatements;
import dev.migration.version.batch.RangeStatements;
import dev.migration.version.table.StateStatement;

/**
 * Runs a statement in batches, together with the workers of other sessions.
 *
 * <ol>
 *   <li>The end of all rows is fixed when the first worker begins. A worker that finds no free range cuts the next one off the rest.
 *   <li>A worker claims a range by the lock of its row, in the transaction that also contains the batch and the checkpoint. The server
 *       releases it with the transaction, however the worker ends; then any worker continues at the checkpoint.
 *   <li>A range that is complete is added to the row of the batch and deleted.
 *   <li>When no range is left, the same checks follow as for one session ({@link LeftRows}). Workers that come to the same result
 *       at the same time write it once.
 * </ol>
 */
public final class SharedBatchRunner {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    /** So many batches of the present size are in a range. */
    private static final int BATCHES_OF_RANGE = 4;

    private final BatchSession run;
    private final BatchTransactions transactions;
    private final RowsSetAside aside;
    private final BatchWork work;
    private long mine;

    public SharedBatchRunner(BatchSession run, BatchTransactions transactions, BatchWork work) {
        this.run = run;
        this.transactions = transactions;
        this.aside = new RowsSetAside(run, transactions);
        this.work = work;
    }

    /** Runs batches until all are done, by this worker or by others. */
    public void run() throws Exception {
        RunningBatch batch = new BatchStart(run, work).begin(transactions);
        BatchReport report = new BatchReport(run, batch);
        BatchPermission permission = new BatchPermission(run, transactions, batch, report);
        if (batch.state().state() == BatchState.State.FAILED) {
            aside.tryAgain(batch);
        }
        while (batch.state().state() != BatchState.State.DONE) {
            run.session().stop().checkBetweenTransactions();
            permission.await();
            if (!next(batch, report) && !cut(batch)) {
                finish(batch);
                batch.become(reread(batch));
            }
        }
        report.finished();
    }

    /** Runs the next batch of a range; returns false if there is no free range. */
    private boolean next(RunningBatch batch, BatchReport report) throws Exception {
        Claim claim = new Claim(batch);
        try {
            transactions.run(claim::run);
        } catch (StatementFailure failure) {
            if (claim.attempt == null) {
                throw failure;
            }
            aside.failed(claim.attempt, failure);
            batch.become(reread(batch));
            return true;
        }
        if (claim.attempt == null) {
            return false;
        }
        claim.attempt.committed();
        batch.become(batch.state().in(claim.attempt.batch().state().state()));
        report.committed(claim.attempt.range().rows());
        return true;
    }

    /** Cuts the next range off the rest; returns false if all ranges are done. */
    private boolean cut(RunningBatch batch) throws Exception {
        List<String> locked = new ArrayList<>();
        List<String> open = new ArrayList<>();
        transactions.run(sink -> {
            sink.addAll(run.frame().begin(work.task()));
            sink.addAll(run.frame().end());
            sink.add(new StepStatement.Query(range(0).lockBatch(), locked::add));
            sink.flush();
            if (!locked.isEmpty()) {
                cut(batch, sink);
                sink.add(new StepStatement.Query(range(0).open(), open::add));
            }
            sink.finish(List.of(), List.of());
        });
        boolean done = open.contains("0");
        if (locked.isEmpty() || (batch.state().isAtEnd() && !done)) {
            // Another worker cuts a range, or runs the last ones.
            RetryBudget.pause(BETWEEN_LOOKS, run.session().stop());
        }
        return !done;
    }

    private void cut(RunningBatch batch, StatementSink sink) throws Exception {
        batch.become(state());
        Optional<String> end = batch.state().isAtEnd() ? Optional.empty() : Optional.of(end(batch, sink));
        sink.addAll(run.frame().shared());
        if (end.isPresent()) {
            sink.addRows(List.of(range(0).cut(batch.state().last(), end.get())));
        }
        sink.addRows(List.of(range(0).fold(batch.state().of(batch.size().rows()), end)));
    }

    private String end(RunningBatch batch, StatementSink sink) throws Exception {
        int rows = batch.size().rows() * BATCHES_OF_RANGE;
        KeyRange rest = batch.rest();
        if (batch.table().key() instanceof BlockKey blocks) {
            long first = rest.after().map(last -> BlockKey.blockOf(last) + 1).orElse(0L);
            long last = Math.min(first + Math.max(1, rows / blocks.density()) - 1, BlockKey.blockOf(rest.upTo()));
            return BlockKey.endOf(last);
        }
        List<String> answer = new ArrayList<>();
        sink.add(new StepStatement.Query(batch.table().end(rest, rows), answer::add));
        sink.flush();
        return answer.get(0).startsWith("h") ? answer.get(0).substring(1) : rest.upTo();
    }

    /** All ranges of a pass are done. */
    private void finish(RunningBatch batch) throws Exception {
        batch.become(reread(batch));
        if (batch.state().state() == BatchState.State.DONE || new LeftRows(run, transactions).beginAgain(batch)) {
            return;
        }
        List<String> locked = new ArrayList<>();
        transactions.run(sink -> {
            sink.addAll(run.frame().begin(work.task()));
            sink.addAll(batch.triggerFires());
            sink.addAll(run.frame().end());
            sink.add(new StepStatement.Query(range(0).lockBatch(), locked::add));
            sink.flush();
            sink.finish(run.frame().tables(), locked.isEmpty() ? List.of() : done(batch));
        });
        if (locked.isEmpty()) {
            // Another worker does the same.
            RetryBudget.pause(BETWEEN_LOOKS, run.session().stop());
        }
    }

    /** The rows at the end, unless another worker has found rows that are left. */
    private List<StateStatement> done(RunningBatch batch) throws StatementFailure {
        BatchState now = state();
        return now.pass() == batch.state().pass() && now.isAtEnd()
                ? List.of(
                        new BatchStatements(run.context().tables(), work.id()).done(),
                        run.frame().done(work.task(), work.id().segment() + 1))
                : List.of();
    }

    private BatchState reread(RunningBatch batch) throws Exception {
        List<BatchState> found = new ArrayList<>();
        transactions.run(sink -> {
            sink.addAll(run.frame().begin(work.task()));
            sink.addAll(run.frame().end());
            sink.flush();
            found.add(state());
            sink.finish(List.of(), List.of());
        });
        return found.get(0);
    }

    private BatchState state() throws StatementFailure {
        return new BatchReader(run.session().jdbc(), run.context().tables())
                .state(work.id())
                .orElseThrow(() -> work.failure(new BatchProblem(
                        "the row of the batch has been deleted",
                        "Queue the revision again: downgrade, then upgrade.")));
    }

    private RangeStatements range(long number) {
        return new RangeStatements(run.context().tables(), work.id(), number);
    }

    /** The claim of a range, and the next batch in it. */
    private final class Claim {

        private final RunningBatch batch;
        private @Nullable BatchAttempt attempt;

        Claim(RunningBatch batch) {
            this.batch = batch;
        }

        void run(StatementSink sink) throws Exception {
            List<String> answer = new ArrayList<>();
            new BatchAttempt(run, batch, 0).begin(sink);
            sink.add(new StepStatement.Query(range(mine).claim(), answer::add));
            sink.flush();
            if (answer.isEmpty()) {
                sink.addAll(run.frame().end());
                sink.finish(List.of(), List.of());
                return;
            }
            String[] lines = answer.get(0).split("\n");
            mine = Long.parseLong(lines[0]);
            Optional<String> after = Optional.of(lines[1]).filter(key -> !key.equals("null"));
            attempt = new BatchAttempt(run, batch.range(part(after, lines[2]), range(mine)), 0);
            attempt.runRest(sink);
        }

        private BatchState part(Optional<String> after, String end) {
            BatchState whole = batch.state();
            return new BatchState(
                    whole.table(),
                    whole.key(),
                    whole.statement(),
                    BatchState.State.RUNNING,
                    after,
                    Optional.of(end),
                    whole.pass(),
                    new Rows(0, 0, 0, 0),
                    whole.size(),
                    whole.errors(),
                    whole.own());
        }
    }
}
