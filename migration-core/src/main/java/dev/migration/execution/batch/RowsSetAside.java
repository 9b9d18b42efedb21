// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.batch;

import java.util.ArrayList;
import java.util.List;

import dev.migration.event.MigrationEvent;
import dev.migration.execution.report.BatchProblem;
import dev.migration.execution.report.ServerErrors;
import dev.migration.execution.report.StatementFailure;
import dev.migration.version.batch.BatchReader;
import dev.migration.version.batch.BatchStatements;
import dev.migration.version.table.StateStatement;

/**
 * The rows that failed alone. They are recorded with their error and the batch goes on without them, as long as there are not more
 * than the directive permits. A later run tries only them again before it does anything else: a batch that failed does not fail again
 * by itself after an hour.
 */
record RowsSetAside(BatchSession run, BatchTransactions transactions) {

    /** After a batch that failed: a smaller one finds the row; fails if a smaller one cannot help. */
    void failed(BatchAttempt attempt, StatementFailure failure) throws Exception {
        run.session().stop().check();
        BatchFailures reason = BatchFailures.of(failure);
        RunningBatch batch = attempt.batch();
        if (reason == BatchFailures.ROW && attempt.isAlone()) {
            setAside(batch, attempt.range().range().upTo(), failure);
        } else if (reason == BatchFailures.EVERY_ROW
                || !attempt.hasRange()
                || !batch.size().halve()) {
            throw failure;
        } else if (reason == BatchFailures.CONFLICT) {
            throw failure;
        }
    }

    /** Sets a row aside; fails if there are too many. */
    private void setAside(RunningBatch batch, String row, StatementFailure failure) throws Exception {
        String message = message(failure);
        List<StateStatement> rows = new ArrayList<>();
        rows.add(of(batch).setAside(row, ServerErrors.stateOf(BatchFailures.error(failure)), message));
        rows.add(batch.rows().passOver(batch.state(), row));
        boolean tooMany = batch.state().errors() + 1 > batch.work().batch().errors();
        if (tooMany) {
            rows.add(of(batch).failed(message));
        }
        write(batch, rows);
        batch.become(batch.state()
                .after(row, batch.state().rows(), batch.state().own())
                .withError());
        run.events()
                .publish(new MigrationEvent.RowSetAside(
                        batch.work().task().plan(),
                        batch.work().task().step(),
                        batch.table().name(),
                        row,
                        message));
        if (tooMany) {
            throw problem(batch, row, failure);
        }
    }

    private String message(StatementFailure failure) {
        return run.context().records().redaction().of(ServerErrors.describe(BatchFailures.error(failure)));
    }

    /** Tries the rows again that an earlier run has set aside. */
    void tryAgain(RunningBatch batch) throws Exception {
        if (batch.state().errors() == 0) {
            return;
        }
        List<String> keys = new ArrayList<>();
        transactions.run(sink -> {
            sink.addAll(run.frame().begin(batch.work().task()));
            sink.addAll(run.frame().end());
            sink.flush();
            keys.addAll(new BatchReader(run.session().jdbc(), run.context().tables())
                    .errors(batch.work().id()));
            sink.finish(List.of(), List.of());
        });
        int recovered = 0;
        for (String key : keys) {
            recovered += tryAgain(batch, key) ? 1 : 0;
        }
        batch.become(batch.state().withErrors(keys.size() - recovered));
    }

    private boolean tryAgain(RunningBatch batch, String key) throws Exception {
        BatchResult result = new BatchResult();
        try {
            transactions.run(sink -> {
                sink.addAll(run.frame().begin(batch.work().task()));
                batch.changeRow(key, result, sink, run);
                sink.addAll(run.frame().end());
                sink.finish(run.frame().tables(), of(batch).recovered(key));
                batch.requireKey(result);
            });
            return true;
        } catch (StatementFailure failure) {
            run.session().stop().check();
            boolean tooMany = batch.state().errors() > batch.work().batch().errors();
            if (BatchFailures.of(failure) != BatchFailures.ROW) {
                throw failure;
            }
            if (tooMany) {
                write(batch, List.of(of(batch).failed(message(failure))));
                throw problem(batch, key, failure);
            }
            return false;
        }
    }

    private void write(RunningBatch batch, List<StateStatement> rows) throws Exception {
        transactions.run(sink -> {
            sink.addAll(run.frame().begin(batch.work().task()));
            sink.addAll(run.frame().end());
            sink.finish(run.frame().tables(), rows);
        });
    }

    private BatchStatements of(RunningBatch batch) {
        return new BatchStatements(run.context().tables(), batch.work().id());
    }

    private static String changer(RunningBatch batch) {
        return batch.work().code().isPresent() ? "code" : "statement";
    }

    private StatementFailure problem(RunningBatch batch, String row, StatementFailure failure) {
        int errors = batch.state().errors();
        int limit = batch.work().batch().errors();
        String table = run.context().tables().batchErrors();
        String place = "revision = '" + batch.work().id().revision() + "'";
        return batch.work()
                .failure(new BatchProblem(
                        "the row " + row + " of " + batch.table().name() + " fails alone: " + message(failure) + "; "
                                + errors + " failed, and 'errors=" + limit + "' permits " + limit
                                + ". The batches before it are committed",
                        ServerErrors.stateOf(BatchFailures.error(failure)),
                        "See SELECT * FROM " + table + " WHERE " + place
                                + ". Correct the rows, or the " + changer(batch) + ", or write 'errors=" + errors
                                + "' into '@batch' to leave them as they are. Then start again: only these rows are tried"
                                + " first, and the batch continues behind the last one.",
                        BatchFailures.error(failure)));
    }
}
