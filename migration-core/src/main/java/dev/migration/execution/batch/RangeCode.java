// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.batch;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

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
 * application has written meanwhile. The setting has their places, too: a row whose key is gone and that has a newer version has
 * another key, and one without is deleted.
 */
record RangeCode(BatchSession run, RunningBatch batch, JavaRevision code) {

    private static final String ROWS = "migration.batch_rows";

    /** The rows of the setting: the key of each, the oid of its table, and its place. */
    private static final String LOCKED = "pg_catalog.jsonb_array_elements(pg_catalog.current_setting('" + ROWS
            + "')::pg_catalog.jsonb) AS migration_row (value)";

    private static final String KEY = "migration_row.value OPERATOR(pg_catalog.->) 0";

    /** The newest version of a row that this transaction sees; the place itself if the row is deleted. */
    private static final String NEWEST =
            "pg_catalog.currtid2(relation::pg_catalog.oid::pg_catalog.regclass::pg_catalog.text,"
                    + " place::pg_catalog.tid)";

    private static final String LEFT = "pg_catalog.count(*)";

    /** An aggregate, because a query without one has no row, and so no result, where no row is left. */
    private static final String NONE_LEFT = "0 OPERATOR(pg_catalog.*) pg_catalog.count(*)";

    /** @param range the condition that a row is in the range, for a name of the table */
    void change(UnaryOperator<String> range, BatchResult result, StatementSink sink) throws Exception {
        String alias = batch.statement().alias();
        List<String> locked = new ArrayList<>();
        sink.add(new StepStatement.Query(lock(range.apply(alias)), locked::add));
        sink.flush();
        String rows = locked.get(0);
        String known =
                range.apply(alias) + " AND " + batch.key().json(alias) + " IN (SELECT " + KEY + " FROM " + LOCKED + ")";
        if (!rows.equals("0")) {
            call(batch.statement().rows(known), Integer.parseInt(rows));
        }
        sink.add(new StepStatement.Query(count(rows, known, moved(range)), result::read));
    }

    /** Locks the rows, notes their keys and returns their number; a join may name a row several times. */
    private String lock(String range) {
        BatchStatement statement = batch.statement();
        String alias = statement.alias();
        String row = "pg_catalog.jsonb_build_array(" + batch.key().json(alias) + ", " + alias + ".tableoid::bigint, "
                + alias + ".ctid::pg_catalog.text) AS migration_row";
        return "WITH migration_locked AS (" + statement.left(row, range) + " " + statement.lock()
                + ") SELECT pg_catalog.jsonb_array_length(pg_catalog.set_config('" + ROWS
                + "', COALESCE(pg_catalog.jsonb_agg(DISTINCT migration_row), '[]')::pg_catalog.text, true)::pg_catalog.jsonb)"
                + " FROM migration_locked";
    }

    /** A query for the number of locked rows that have another key. It sorts or hashes, so that it is cheap for a large batch, too. */
    private String moved(UnaryOperator<String> range) {
        return "SELECT pg_catalog.count(*) FROM (SELECT pg_catalog.max(relation) AS relation, pg_catalog.max(place) AS place"
                + " FROM (SELECT " + KEY
                + " AS migration_key, migration_row.value OPERATOR(pg_catalog.->>) 1 AS relation,"
                + " migration_row.value OPERATOR(pg_catalog.->>) 2 AS place FROM " + LOCKED + " UNION ALL "
                + batch.table().keys(range, ", NULL, NULL") + ") AS migration_rows GROUP BY migration_key"
                + " HAVING pg_catalog.count(*) OPERATOR(pg_catalog.=) pg_catalog.count(place)) AS gone WHERE " + NEWEST
                + " OPERATOR(pg_catalog.<>) place::pg_catalog.tid";
    }

    /** What it has changed, how many of these rows still satisfy the filter, and how many have another key. */
    private String count(String rows, String known, String moved) {
        return batch.statement()
                .left(
                        "pg_catalog.set_config('" + BatchStatements.RESULT + "', pg_catalog.concat_ws(' ', " + rows
                                + ", " + (batch.statement().isMeasurable() ? LEFT : NONE_LEFT)
                                + ", (" + moved + ")), true)",
                        known);
    }

    /** @param locked how many rows there are; a join may return one of them several times */
    private void call(String rows, int locked) throws Exception {
        OptionalInt read;
        try {
            read = run.code().run(batch.work().task().step(), code, rows);
        } catch (Exception | StackOverflowError failure) {
            throw failed(failure);
        }
        String name = code.getClass().getName();
        if (read.isEmpty()) {
            throw batch.work()
                    .failure(new BatchProblem(
                            name + " did not call context.batch(…), so that its rows are as they were",
                            "Change the rows that it returns. Then start again."));
        }
        if (read.getAsInt() < locked) {
            throw batch.work()
                    .failure(
                            new BatchProblem(
                                    name + " got " + read.getAsInt() + " of " + locked + " rows from context.batch(…)",
                                    "Call it before anything else, above all before settings such as TimeZone are changed. Then start again."));
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
