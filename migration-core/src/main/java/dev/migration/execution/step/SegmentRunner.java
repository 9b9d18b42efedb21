// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.step;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import org.springframework.dao.DataAccessException;

import dev.migration.event.EventPublisher;
import dev.migration.execution.batch.BatchSession;
import dev.migration.execution.catalog.AmbiguousStateException;
import dev.migration.execution.catalog.CatalogReconciler;
import dev.migration.execution.report.SegmentFailure;
import dev.migration.execution.report.ServerErrors;
import dev.migration.execution.report.SqlStateRemedies;
import dev.migration.execution.report.StatementFailure;
import dev.migration.execution.report.StatementSource;
import dev.migration.execution.session.ExecutionSettings;
import dev.migration.execution.session.MigrationSession;
import dev.migration.execution.statement.BackgroundJob;
import dev.migration.execution.statement.RunContext;
import dev.migration.execution.statement.ScriptStatements;
import dev.migration.execution.statement.SegmentCursor;
import dev.migration.execution.statement.SegmentSettings;
import dev.migration.execution.statement.SegmentStatements;
import dev.migration.execution.statement.SegmentStatements.Beginning;
import dev.migration.execution.statement.StepBody;
import dev.migration.execution.statement.StepStatement;
import dev.migration.script.ScriptOptions;
import dev.migration.sql.Quoting;
import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlStatement;
import dev.migration.sql.StatementReader;
import dev.migration.version.UnsafeStateTablesException;
import dev.migration.version.batch.BatchReader;
import dev.migration.version.table.StateStatement;

/**
 * Runs a script that does not fit into one transaction, segment by segment.
 *
 * <ol>
 *   <li>Records that the revision has begun, before any statement runs.
 *   <li>A statement that cannot run in a transaction is a segment of its own. The statements between two such statements are one
 *       segment, which is committed together with its number. A segment ends after {@code ALTER TYPE … ADD VALUE}, because a new
 *       value cannot be used before it is committed.
 *   <li>The number of done segments is always in the database. After an interruption, the run skips them, and reads from the
 *       catalog whether the segment that was started has succeeded.
 *   <li>The last segment is the row that records the revision as applied or as reverted.
 * </ol>
 *
 * Another session that continues the script begins with the settings that the script had after the done segments
 * ({@link ResumedSettings}).
 */
final class SegmentRunner {

    private static final String ACTIVE_TRANSACTION = "25001";

    private final MigrationSession session;
    private final ExecutionSettings settings;
    private final RunContext context;
    private final StepTransaction transaction;
    private final CatalogReconciler reconciler;
    private final SegmentStatements statements;
    private final EventPublisher events;

    SegmentRunner(MigrationSession session, ExecutionSettings settings, StepTransaction transaction, Run run) {
        this.session = session;
        this.settings = settings;
        this.context = run.context();
        this.events = run.events();
        this.transaction = transaction;
        this.statements = new SegmentStatements(settings, run.context(), transaction.statements());
        this.reconciler =
                new CatalogReconciler(session, statements.shortLockLimit().sql());
    }

    /**
     * Runs the rest of the script.
     *
     * @param last the rows that record the end of the step; called at the end, because they contain the duration
     */
    void run(StepAttempt attempt, StepBody.Sql body, PipelineSource pipelines, Supplier<List<StateStatement>> last)
            throws Exception {
        Optional<Integer> before = context.job()
                .map(BackgroundJob::segment)
                .or(() -> session.state(context.tables())
                        .segmentsDone(attempt.step().revision()));
        if (context.job().isEmpty()) {
            // Before the transaction: within it, the query would begin one of the driver.
            Beginning beginning = beginning(body, before);
            transaction.run(() -> {
                statements.begin(attempt.task(), body, beginning, pipelines.open());
            });
        }
        Pass pass = new Pass(attempt, body, pipelines, before);
        try {
            pass.run(body);
            transaction.run(() -> {
                end(attempt, pass, last, pipelines);
            });
        } catch (SQLException | StatementFailure | DataAccessException | UnsafeStateTablesException | Error failure) {
            throw new SegmentFailure(pass.segment, failure);
        }
    }

    private Beginning beginning(StepBody.Sql body, Optional<Integer> before) {
        if (before.isPresent()) {
            return Beginning.CONTINUED;
        }
        boolean batches = body.section().batched() && new BatchReader(session.jdbc(), context.tables()).exist();
        return batches ? Beginning.AFTER_BATCHES : Beginning.FIRST;
    }

    private void end(StepAttempt attempt, Pass pass, Supplier<List<StateStatement>> last, PipelineSource pipelines)
            throws Exception {
        if (pass.isQueued()) {
            statements.queue(
                    attempt.task(),
                    pass.queue,
                    new SegmentStatements.Rest(
                            pass.segment, attempt.retryBudget().spent()),
                    pipelines.open());
        } else {
            statements.end(attempt.task(), last.get(), pipelines.open());
        }
    }

    /** What all steps of a run share. */
    record Run(RunContext context, EventPublisher events) {}

    /** Opens a pipeline on the session. */
    interface PipelineSource {
        StatementPipeline open();
    }

    private static ScriptStatements script(StepBody.Sql body) {
        return new ScriptStatements(body.variables(), StatementSource.of(body.source()));
    }

    /** Runs the segments of one script, from its first statement to its last. */
    private final class Pass {

        private final StepAttempt attempt;
        private final ScriptOptions options;
        private final StepBody.Queue queue;
        private final PipelineSource pipelines;
        private final int done;
        private final boolean interrupted;
        private final ResumedSettings resumed;
        private StatementPipeline current;
        private int segment;
        private boolean queued;

        Pass(StepAttempt attempt, StepBody.Sql body, PipelineSource pipelines, Optional<Integer> before) {
            this.attempt = attempt;
            this.options = body.options();
            this.queue = body.queue();
            this.pipelines = pipelines;
            this.done = before.orElse(0);
            this.interrupted = before.isPresent();
            this.current = pipelines.open();
            this.resumed = new ResumedSettings(session, context, attempt.step(), done > 0);
        }

        void run(StepBody.Sql body) throws Exception {
            if (!session.isPooled()) {
                // Otherwise it is set in each transaction: another client uses the server session between two of them.
                statements.statementLimit(options).ifPresent(limit -> session.query(limit.sql()));
            }
            String base = Quoting.literal(session.query(SegmentSettings.base()).orElseThrow());
            try (SqlInput input = body.section().open()) {
                StatementReader reader =
                        new StatementReader(input, body.section().start(), this::readsBackslashesAsTheyAre);
                SegmentCursor cursor = new SegmentCursor(script(body), reader, options, new SegmentSettings(base));
                while (cursor.hasNext() && segment < done) {
                    skip(cursor);
                    segment++;
                }
                run(cursor);
            }
        }

        private void run(SegmentCursor cursor) throws Exception {
            if (cursor.hasNext()) {
                resumed.restore(cursor, open());
            }
            while (cursor.hasNext() && !waitsForWorkers(cursor)) {
                if (cursor.isBatched()) {
                    inBatches(cursor);
                } else if (cursor.isAlone()) {
                    givingWay(cursor.scripted(), cursor);
                    cursor.skip();
                } else {
                    inTransactionOrOutside(cursor);
                }
                segment++;
            }
        }

        private boolean waitsForWorkers(SegmentCursor cursor) throws Exception {
            queued = queue != StepBody.Queue.NONE && cursor.isInBackground();
            return queued;
        }

        /** Whether the rest of the section waits for workers. */
        boolean isQueued() {
            return queued;
        }

        private void inBatches(SegmentCursor cursor) throws Exception {
            JavaCode code = new JavaCode(session, settings, transaction);
            BatchSession batches = new BatchSession(session, context, statements.batches(), events, code::runForRows);
            new BatchSegment(batches, work -> transaction.run(() -> work.run(open())))
                    .run(attempt, cursor.scripted(), segment);
            cursor.skip();
        }

        /** The next statement is read before the transaction of the current segment ends. */
        private boolean readsBackslashesAsTheyAre() {
            return resumed.readingAgain().orElseGet(current::readsBackslashesAsTheyAre);
        }

        private StatementPipeline open() {
            current = pipelines.open();
            return current;
        }

        /** Skips a segment that is done. */
        private void skip(SegmentCursor cursor) throws Exception {
            boolean ends;
            do {
                resumed.passed(cursor, segment == done - 1);
                ends = cursor.isEnd();
                cursor.skip();
            } while (!ends && cursor.hasNext() && !cursor.isSingle());
        }

        /**
         * With {@code @transaction none} each statement is a segment. Only the server knows whether a statement can run in a
         * transaction: it rejects the statement before it has any effect.
         */
        private void inTransactionOrOutside(SegmentCursor cursor) throws Exception {
            StepStatement.Scripted first = cursor.scripted();
            try {
                runInTransaction(cursor);
            } catch (StatementFailure failure) {
                if (!options.statementByStatement() || !ServerErrors.isState(ACTIVE_TRANSACTION, failure)) {
                    throw failure;
                }
                givingWay(first, cursor);
                if (cursor.hasNext() && cursor.scripted().equals(first)) {
                    cursor.skip();
                }
            }
        }

        /** A statement that cannot be repeated does not give way: the catalog does not show what it has done. */
        private void givingWay(StepStatement.Scripted scripted, SegmentCursor cursor) throws Exception {
            transaction.runOutside(reconciler.isRepeatable(scripted.sql()), () -> outsideTransaction(scripted, cursor));
        }

        private void runInTransaction(SegmentCursor cursor) throws Exception {
            transaction.run(() -> statements.together(attempt.task(), cursor, segment + 1, open()));
            if (cursor.changedSettings()) {
                statements.settings(attempt.task(), cursor, open().recording());
            }
        }

        private void outsideTransaction(StepStatement.Scripted scripted, SegmentCursor cursor) throws Exception {
            SqlStatement statement = scripted.statement();
            try {
                session.query(
                        statements.lockLimit(attempt.task(), statement, options).sql());
                if (reconciler.mustRun(statement.text(), interrupted && segment == done)) {
                    send(scripted);
                    Optional<StepStatement> built = statements.built(scripted);
                    if (built.isPresent()) {
                        open().sendAlone(built.get());
                    }
                }
            } catch (AmbiguousStateException unclear) {
                throw scripted.failure(String.valueOf(unclear.getMessage()), SqlStateRemedies.AMBIGUOUS);
            }
            statements.outside(attempt.task(), cursor, segment + 1, open().recording());
        }

        private void send(StepStatement.Scripted scripted) throws Exception {
            try {
                open().sendAlone(scripted);
            } catch (StatementFailure failure) {
                new FailedStatementCleanup(session, reconciler).run(scripted.statement(), failure);
                throw failure;
            }
        }
    }
}
