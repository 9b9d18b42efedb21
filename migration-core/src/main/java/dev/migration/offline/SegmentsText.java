// SPDX-License-Identifier: Apache-2.0
package dev.migration.offline;

import java.util.List;

import dev.migration.execution.report.StatementSource;
import dev.migration.execution.statement.RunContext;
import dev.migration.execution.statement.ScriptStatements;
import dev.migration.execution.statement.SegmentStatements;
import dev.migration.execution.statement.SegmentStatements.SegmentCursor;
import dev.migration.execution.statement.StepBody;
import dev.migration.execution.statement.StepStatement;
import dev.migration.execution.statement.StepTask;
import dev.migration.execution.statement.TransactionStatements;
import dev.migration.sql.SqlInput;
import dev.migration.sql.StatementReader;
import dev.migration.version.table.StateStatement;

/**
 * Writes a script that does not fit into one transaction, with a row after each segment that records the number of done segments.
 */
record SegmentsText(PsqlSession session, SegmentStatements statements, Output output) {

    /** The text, and the context of the run. */
    record Output(PsqlText text, PsqlStatementSink sink, RunContext context) {}

    /** @param last the rows that record the end of the step */
    void write(StepTask task, StepBody.Sql body, List<StateStatement> last) throws Exception {
        statements.begin(task, body, output.sink());
        output.text().line("COMMIT;");
        writeSegments(task, body);
        statements.end(task, last, output.sink());
        output.text().line("COMMIT;");
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
            SegmentCursor cursor = new SegmentCursor(script, reader, body.options());
            for (int done = 1; cursor.hasNext(); done++) {
                if (cursor.isAlone()) {
                    outsideTransaction(task, cursor, done);
                } else {
                    statements.together(task, cursor, done, output.sink());
                    output.text().line("COMMIT;");
                }
            }
        }
    }

    private void outsideTransaction(StepTask task, SegmentCursor cursor, int done) throws Exception {
        output.sink().add(statements.lockLimit(cursor.statement(), task.body().options()));
        output.sink().add(cursor.scripted());
        cursor.skip();
        write(output.context().records().done(task.step(), done));
    }

    private void write(StateStatement row) throws Exception {
        output.sink().add(TransactionStatements.begin("segment"));
        for (String statement : session.roleStatementsForTransaction()) {
            output.sink().add(new StepStatement.Ours(statement));
        }
        output.sink().addAll(statements.guard());
        output.sink().addRows(List.of(row));
        output.text().line("COMMIT;");
    }
}
