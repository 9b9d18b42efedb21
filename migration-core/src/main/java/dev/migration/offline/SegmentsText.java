// SPDX-License-Identifier: Apache-2.0
package dev.migration.offline;

import java.util.List;

import dev.migration.execution.report.StatementSource;
import dev.migration.execution.statement.RunContext;
import dev.migration.execution.statement.ScriptStatements;
import dev.migration.execution.statement.SegmentCursor;
import dev.migration.execution.statement.SegmentSettings;
import dev.migration.execution.statement.SegmentStatements;
import dev.migration.execution.statement.SegmentStatements.Beginning;
import dev.migration.execution.statement.StepBody;
import dev.migration.execution.statement.StepStatement;
import dev.migration.execution.statement.StepTask;
import dev.migration.execution.statement.TransactionStatements;
import dev.migration.plan.Step;
import dev.migration.sql.Quoting;
import dev.migration.sql.SqlInput;
import dev.migration.sql.StatementReader;
import dev.migration.version.BatchId;
import dev.migration.version.batch.BatchStatements;
import dev.migration.version.table.StateConditions;
import dev.migration.version.table.StateStatement;

/**
 * Writes a script that does not fit into one transaction, with a row after each segment that records the number of done segments.
 */
record SegmentsText(SegmentStatements statements, Output output) {

    /** Whether the revision begins now. */
    static final String FRESH = PsqlText.VARIABLE + "fresh";

    private static final String BASE = PsqlText.VARIABLE + "base";
    private static final String DONE = PsqlText.VARIABLE + "done";
    private static final String SKIP = PsqlText.VARIABLE + "skip";

    /** The text, and the context of the run. */
    record Output(PsqlText text, PsqlStatementSink sink, RunContext context, StateTableNames names) {}

    /** @param last the rows that record the end of the step */
    void write(StepTask task, StepBody.Sql body, List<StateStatement> last) throws Exception {
        boolean continues = body.section().batched();
        if (continues) {
            readProgress(task);
        }
        statements.begin(task, body, Beginning.FIRST, output.sink());
        output.text().line("COMMIT;");
        if (continues) {
            new BatchText(output.text(), output.names()).prepare(id(task, 0));
        }
        writeSegments(task, body);
        statements.end(task, last, output.sink());
        output.text().line("COMMIT;");
    }

    /** How many segments an earlier run of this text has done, which was interrupted in a batch. */
    private void readProgress(StepTask task) throws Exception {
        String row = output.names().inText(output.context().tables().revisions())
                + " WHERE revision OPERATOR(pg_catalog.=) "
                + Quoting.literal(task.step().revision().id()) + " AND " + StateConditions.INTERRUPTED;
        output.text()
                .keep("SELECT COALESCE((SELECT step FROM " + row + "), 0) AS " + DONE + ", NOT EXISTS (SELECT FROM "
                        + row + ") AS " + FRESH);
    }

    private static BatchId id(StepTask task, int segment) {
        return new BatchId(task.step().revision().id(), task.step().direction() == Step.Direction.DOWN, segment);
    }

    private void writeSegments(StepTask task, StepBody.Sql body) throws Exception {
        for (StepStatement limit :
                statements.statementLimit(body.options()).stream().toList()) {
            output.sink().add(limit);
        }
        try (SqlInput input = body.section().open()) {
            StatementReader reader =
                    new StatementReader(input, body.section().start(), output.sink()::readsBackslashesAsTheyAre);
            ScriptStatements script = new ScriptStatements(body.variables(), StatementSource.of(body.source()));
            output.text().keep(SegmentSettings.base() + " AS " + BASE);
            SegmentCursor cursor =
                    new SegmentCursor(script, reader, body.options(), new SegmentSettings(":'" + BASE + "'"));
            for (int done = 1; cursor.hasNext(); done++) {
                writeSegment(task, cursor, done, body.section().batched());
            }
        }
    }

    /** A text with batches can be run again: what is done is skipped. */
    private void writeSegment(StepTask task, SegmentCursor cursor, int done, boolean skippable) throws Exception {
        if (skippable) {
            output.text().keep("SELECT :" + DONE + " OPERATOR(pg_catalog.>=) " + done + " AS " + SKIP);
            output.text().line("\\if :" + SKIP).line("\\else");
        }
        writeSegment(task, cursor, done);
        if (skippable) {
            output.text().line("\\endif");
        }
    }

    private void writeSegment(StepTask task, SegmentCursor cursor, int done) throws Exception {
        if (cursor.isBatched()) {
            inBatches(task, cursor, done);
        } else if (cursor.isAlone()) {
            outsideTransaction(task, cursor, done);
        } else {
            statements.together(task, cursor, done, output.sink());
            output.text().line("COMMIT;");
            output.sink().add(TransactionStatements.begin("settings"));
            statements.settings(task, cursor, output.sink());
            output.text().line("COMMIT;");
        }
    }

    private void inBatches(StepTask task, SegmentCursor cursor, int done) throws Exception {
        BatchId id = id(task, done - 1);
        BatchText batch = new BatchText(output.text(), output.names());
        batch.writeTrigger(statements.batches(), task, cursor.scripted(), output.sink());
        batch.write(cursor.scripted(), id, output.sink().readsBackslashesAsTheyAre());
        cursor.skip();
        output.sink().add(TransactionStatements.begin("segment"));
        output.sink().addRows(List.of(new BatchStatements(output.context().tables(), id).done()));
        statements.outside(task, cursor, done, output.sink());
        output.text().line("COMMIT;");
    }

    private void outsideTransaction(StepTask task, SegmentCursor cursor, int done) throws Exception {
        output.sink()
                .add(statements.lockLimit(task, cursor.statement(), task.body().options()));
        StepStatement.Scripted statement = cursor.scripted();
        output.sink().add(statement);
        output.sink().addAll(statements.built(statement).stream().toList());
        cursor.skip();
        output.sink().add(TransactionStatements.begin("segment"));
        statements.outside(task, cursor, done, output.sink());
        output.text().line("COMMIT;");
    }
}
