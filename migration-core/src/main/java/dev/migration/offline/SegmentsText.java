// SPDX-License-Identifier: Apache-2.0
package dev.migration.offline;

import java.util.List;

import dev.migration.execution.report.StatementSource;
import dev.migration.execution.statement.RunContext;
import dev.migration.execution.statement.ScriptStatements;
import dev.migration.execution.statement.SegmentSettings;
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
record SegmentsText(SegmentStatements statements, Output output) {

    private static final String BASE = PsqlText.VARIABLE + "base";

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
            output.text().keep(SegmentSettings.base() + " AS " + BASE);
            SegmentCursor cursor =
                    new SegmentCursor(script, reader, body.options(), new SegmentSettings(":'" + BASE + "'"));
            for (int done = 1; cursor.hasNext(); done++) {
                if (cursor.isAlone()) {
                    outsideTransaction(task, cursor, done);
                } else {
                    statements.together(task, cursor, done, output.sink());
                    output.text().line("COMMIT;");
                    output.sink().add(TransactionStatements.begin("settings"));
                    statements.settings(task, cursor, output.sink());
                    output.text().line("COMMIT;");
                }
            }
        }
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
