package dev.migration.execution.step;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import org.postgresql.core.BaseConnection;
import org.springframework.dao.DataAccessException;

import dev.migration.execution.catalog.CatalogReconciler;
import dev.migration.execution.catalog.UnclearStateException;
import dev.migration.execution.report.RetryClass;
import dev.migration.execution.report.SegmentFailure;
import dev.migration.execution.report.ServerErrors;
import dev.migration.execution.report.SqlStateRemedies;
import dev.migration.execution.report.StatementFailure;
import dev.migration.execution.report.StatementSource;
import dev.migration.execution.session.ExecutionSettings;
import dev.migration.execution.session.MigrationSession;
import dev.migration.execution.statement.RunContext;
import dev.migration.execution.statement.ScriptStatements;
import dev.migration.execution.statement.SegmentStatements;
import dev.migration.execution.statement.SegmentStatements.PieceCursor;
import dev.migration.execution.statement.StepBody;
import dev.migration.execution.statement.StepStatement;
import dev.migration.script.ScriptOptions;
import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlStatement;
import dev.migration.sql.StatementReader;
import dev.migration.sql.StatementWords;
import dev.migration.version.StateStatement;

/**
 * Runs a script that does not fit into one transaction, piece by piece.
 *
 * <ol>
 *   <li>Writes down that the revision is begun, before anything runs.
 *   <li>A statement that runs outside transactions only is a piece of its own; the statements between two such are a piece
 *       that is committed together with its number. After {@code ALTER TYPE … ADD VALUE} another piece begins, because a new
 *       value cannot be used before it is committed.
 *   <li>The number of pieces that are done is always in the database. Whoever comes after an interruption passes over them,
 *       and asks the catalog what became of the one that was begun.
 *   <li>The last piece is the row that says that the revision is applied, or gone.
 * </ol>
 *
 * Statements that set something in the session run again whenever the script is gone on with: they were lost with it.
 */
final class SegmentRunner {

    private static final String CLEANING_IN_A_HURRY = "2s";
    private static final String ACTIVE_TRANSACTION = "25001";

    private final MigrationSession session;
    private final ExecutionSettings settings;
    private final RunContext workplace;
    private final StepTransaction transaction;
    private final CatalogReconciler reconciler;
    private final SegmentStatements parcels;

    SegmentRunner(
            MigrationSession session, ExecutionSettings settings, RunContext workplace, StepTransaction transaction) {
        this.session = session;
        this.settings = settings;
        this.workplace = workplace;
        this.transaction = transaction;
        this.reconciler = new CatalogReconciler(session);
        this.parcels = new SegmentStatements(settings, workplace, transaction.parcels());
    }

    /**
     * Runs what is left of the script.
     *
     * @param last the rows that end the step; asked for when it ends, because they say how long it took
     */
    void run(StepAttempt attempt, StepBody.Sql body, PipelineSource pipelines, Supplier<List<StateStatement>> last)
            throws Exception {
        Optional<Integer> before =
                session.state(workplace.tables()).piecesDone(attempt.step().revision());
        transaction.run(() -> {
            parcels.begin(attempt.task(), body, pipelines.open());
        });
        Walk walk = new Walk(attempt, body.options(), pipelines, before);
        try {
            walk.over(body);
            transaction.run(() -> {
                parcels.end(attempt.task(), last.get(), pipelines.open());
            });
        } catch (SQLException | StatementFailure | DataAccessException failure) {
            throw new SegmentFailure(walk.piece, failure);
        }
    }

    /** Whether there is a place to cut the script at that its statements do not demand: behind {@code ADD VALUE}. */
    boolean canCut(StepBody.Sql body) {
        try (SqlInput input = body.section().open()) {
            StatementReader reader = new StatementReader(input, body.section().start(), () -> true);
            PieceCursor cursor = new PieceCursor(script(body), reader, body.options());
            while (cursor.hasNext() && !cursor.isEnd()) {
                cursor.pass();
            }
            return cursor.hasNext();
        }
    }

    /** Makes a pipeline on the session. */
    interface PipelineSource {
        StatementPipeline open();
    }

    private ScriptStatements script(StepBody body) {
        return new ScriptStatements(settings.variables(), StatementSource.of(body.source()));
    }

    /** One walk over a script, from its first statement to its last. */
    private final class Walk {

        private final StepAttempt attempt;
        private final ScriptOptions options;
        private final PipelineSource pipelines;
        private final int done;
        private final boolean interrupted;
        private int piece;

        Walk(StepAttempt attempt, ScriptOptions options, PipelineSource pipelines, Optional<Integer> before) {
            this.attempt = attempt;
            this.options = options;
            this.pipelines = pipelines;
            this.done = before.orElse(0);
            this.interrupted = before.isPresent();
        }

        void over(StepBody.Sql body) throws Exception {
            parcels.statementLimit(options).ifPresent(limit -> session.ask(limit.sql()));
            BaseConnection server = session.connection().unwrap(BaseConnection.class);
            try (SqlInput input = body.section().open()) {
                StatementReader reader =
                        new StatementReader(input, body.section().start(), server::getStandardConformingStrings);
                PieceCursor cursor = new PieceCursor(script(body), reader, options);
                while (cursor.hasNext()) {
                    if (piece < done) {
                        pass(cursor);
                    } else if (cursor.isAlone()) {
                        alone(cursor.parcel());
                        cursor.pass();
                    } else {
                        togetherOrAlone(cursor);
                    }
                    piece++;
                }
            }
        }

        /** Passes over a piece that is done. */
        private void pass(PieceCursor cursor) throws Exception {
            StatementPipeline pipeline = pipelines.open();
            boolean ends;
            do {
                if (setsSession(cursor.statement())) {
                    pipeline.add(cursor.parcel());
                    pipeline.flush();
                }
                ends = cursor.isEnd();
                cursor.pass();
            } while (!ends && cursor.hasNext() && !cursor.isAlone());
        }

        /**
         * Under {@code @transaction none} a piece is one statement, and the server knows best whether it bears a transaction: it
         * refuses before it does anything.
         */
        private void togetherOrAlone(PieceCursor cursor) throws Exception {
            StepStatement.Scripted first = cursor.parcel();
            try {
                transaction.run(() -> parcels.together(attempt.task(), cursor, piece + 1, pipelines.open()));
            } catch (StatementFailure failure) {
                if (!options.statementByStatement() || !isRefusedInTransaction(failure)) {
                    throw failure;
                }
                alone(first);
                if (cursor.hasNext() && cursor.parcel().equals(first)) {
                    cursor.pass();
                }
            }
        }

        private void alone(StepStatement.Scripted parcel) throws Exception {
            SqlStatement statement = parcel.statement();
            try {
                if (reconciler.mustRun(statement.text(), interrupted && piece == done)) {
                    session.ask(parcels.lockLimit(statement, options).sql());
                    runAlone(parcel);
                }
            } catch (UnclearStateException unclear) {
                throw new StatementFailure(
                        statement,
                        statement.position(),
                        parcel.origin(),
                        new SQLException(unclear.getMessage(), SqlStateRemedies.UNCLEAR));
            }
            session.write(List.of(workplace.records().done(attempt.step(), piece + 1)));
        }

        private void runAlone(StepStatement.Scripted parcel) throws Exception {
            try {
                pipelines.open().sendAlone(parcel);
            } catch (StatementFailure failure) {
                session.stop().noticed();
                if (RetryClass.of(failure) == RetryClass.NONE) {
                    cleanUp(parcel.statement(), failure);
                }
                throw failure;
            }
        }

        private static boolean isRefusedInTransaction(StatementFailure failure) {
            return ServerErrors.in(failure)
                    .map(ServerErrors::stateOf)
                    .filter(ACTIVE_TRANSACTION::equals)
                    .isPresent();
        }

        private void cleanUp(SqlStatement statement, StatementFailure failure) {
            try {
                // Whoever stops is in a hurry; what is left is cleaned up by the next run. The script's limit is not
                // meant.
                String limit = session.stop().isRequested() ? CLEANING_IN_A_HURRY : "0";
                session.ask("SELECT set_config('statement_timeout', '" + limit + "', false)");
                reconciler.cleanUp(statement.text());
            } catch (SQLException | DataAccessException second) {
                failure.addSuppressed(second);
            }
        }

        private static boolean setsSession(SqlStatement statement) {
            List<String> words = StatementWords.of(statement.text());
            return words.get(0).equals("set") || words.get(0).equals("reset");
        }
    }
}
