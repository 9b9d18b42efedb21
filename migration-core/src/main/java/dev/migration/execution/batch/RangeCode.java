// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.batch;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import dev.migration.batch.BatchStatement;
import dev.migration.execution.report.BatchProblem;
import dev.migration.execution.report.ServerErrors;
import dev.migration.execution.report.StatementFailure;
import dev.migration.execution.statement.StatementSink;
import dev.migration.execution.statement.StepStatement;
import dev.migration.script.JavaRevision;
import dev.migration.version.batch.BatchStatements;

/**
 * Lets the code of a Java revision change the rows of one range. The rows are locked first, and a setting of the transaction has their
 * keys: so the code gets the same rows whenever it asks, and those that it has left as they are can be told from those that the
 * application has written meanwhile.
 */
record RangeCode(BatchSession run, RunningBatch batch, JavaRevision code) {

    private static final String KEYS = "migration.batch_keys";

    private static final String LEFT = "pg_catalog.count(*)";

    /** An aggregate, because a query without one has no row, and so no result, where no row is left. */
    private static final String NONE_LEFT = "0 OPERATOR(pg_catalog.*) pg_catalog.count(*)";

    /** @param range the condition that a row is in the range */
    void change(String range, BatchResult result, StatementSink sink) throws Exception {
        List<String> locked = new ArrayList<>();
        sink.add(new StepStatement.Query(lock(range), locked::add));
        sink.flush();
        String rows = locked.get(0);
        String known = range + " AND " + batch.key().json(batch.statement().alias())
                + " IN (SELECT pg_catalog.jsonb_array_elements(pg_catalog.current_setting('" + KEYS
                + "')::pg_catalog.jsonb))";
        if (!rows.equals("0")) {
            call(batch.statement().rows(known));
        }
        sink.add(new StepStatement.Query(count(rows, known), result::read));
    }

    /** Locks the rows, notes their keys and returns their number; a join may name a row several times. */
    private String lock(String range) {
        BatchStatement statement = batch.statement();
        return "WITH migration_locked AS ("
                + statement.left(batch.key().json(statement.alias()) + " AS migration_key", range) + " "
                + statement.lock() + ") SELECT pg_catalog.jsonb_array_length(pg_catalog.set_config('" + KEYS
                + "', COALESCE(pg_catalog.jsonb_agg(DISTINCT migration_key), '[]')::pg_catalog.text, true)::pg_catalog.jsonb)"
                + " FROM migration_locked";
    }

    /** What it has changed, and how many of these rows still satisfy the filter. */
    private String count(String rows, String known) {
        return batch.statement()
                .left(
                        "pg_catalog.set_config('" + BatchStatements.RESULT + "', pg_catalog.concat_ws(' ', " + rows
                                + ", " + (batch.statement().isMeasurable() ? LEFT : NONE_LEFT)
                                + ", 0), true)",
                        known);
    }

    private void call(String rows) throws Exception {
        boolean read;
        try {
            read = run.code().run(batch.work().task().step(), code, rows);
        } catch (Exception | StackOverflowError failure) {
            throw failed(failure);
        }
        if (!read) {
            throw batch.work()
                    .failure(new BatchProblem(
                            code.getClass().getName()
                                    + " did not call context.batch(…), so that its rows are as they were",
                            "Change the rows that it returns. Then start again."));
        }
    }

    /** A failure that is not one of the server may concern a row, too: the value that the code was given. */
    private StatementFailure failed(Throwable failure) {
        SQLException cause = ServerErrors.in(failure)
                .orElseGet(() -> new SQLException(failure.toString(), BatchFailures.CODE, failure));
        StepStatement.Scripted scripted = batch.work().scripted();
        return new StatementFailure(scripted.statement(), scripted.statement().position(), scripted.origin(), cause);
    }
}
