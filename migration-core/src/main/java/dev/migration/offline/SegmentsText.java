package dev.migration.offline;

import java.io.IOException;
import java.util.List;

import dev.migration.execution.report.StatementSource;
import dev.migration.execution.statement.RunContext;
import dev.migration.execution.statement.ScriptStatements;
import dev.migration.execution.statement.SegmentStatements;
import dev.migration.execution.statement.SegmentStatements.PieceCursor;
import dev.migration.execution.statement.StepBody;
import dev.migration.execution.statement.StepStatement;
import dev.migration.execution.statement.StepTask;
import dev.migration.execution.statement.TransactionStatements;
import dev.migration.script.Variables;
import dev.migration.sql.SqlInput;
import dev.migration.sql.StatementReader;
import dev.migration.version.StateStatement;

/** Writes a script that does not fit into one transaction, with the number of pieces that are done behind each. */
final class SegmentsText {

    private final PsqlSession session;
    private final SegmentStatements parcels;
    private final Place place;

    SegmentsText(PsqlSession session, SegmentStatements parcels, Place place) {
        this.session = session;
        this.parcels = parcels;
        this.place = place;
    }

    /** Where it is written. */
    record Place(PsqlText text, PsqlStatementSink outlet, RunContext workplace, Variables variables) {}

    /** @param last the rows that end the step */
    void write(StepTask task, StepBody.Sql body, List<StateStatement> last) throws Exception {
        parcels.begin(task, body, place.outlet());
        place.text().line("COMMIT;");
        pieces(task, body);
        parcels.end(task, last, place.outlet());
        place.text().line("COMMIT;");
    }

    private void pieces(StepTask task, StepBody.Sql body) throws Exception {
        for (StepStatement limit :
                parcels.statementLimit(body.options()).stream().toList()) {
            place.outlet().add(limit);
        }
        try (SqlInput input = body.section().open()) {
            StatementReader reader =
                    new StatementReader(input, body.section().start(), place.outlet()::readsBackslashesAsTheyAre);
            ScriptStatements script = new ScriptStatements(place.variables(), StatementSource.of(body.source()));
            PieceCursor cursor = new PieceCursor(script, reader, body.options());
            for (int done = 1; cursor.hasNext(); done++) {
                if (cursor.isAlone()) {
                    alone(task, cursor, done);
                } else {
                    parcels.together(task, cursor, done, place.outlet());
                    place.text().line("COMMIT;");
                }
            }
        }
    }

    private void alone(StepTask task, PieceCursor cursor, int done) throws Exception {
        place.outlet().add(parcels.lockLimit(cursor.statement(), task.body().options()));
        place.outlet().add(cursor.parcel());
        cursor.pass();
        write(place.workplace().records().done(task.step(), done));
    }

    private void write(StateStatement row) throws IOException {
        place.outlet().add(TransactionStatements.begin("piece"));
        for (String statement : session.roleStatementsForTransaction()) {
            place.outlet().add(new StepStatement.Ours(statement));
        }
        place.outlet().addRows(List.of(row));
        place.text().line("COMMIT;");
    }
}
