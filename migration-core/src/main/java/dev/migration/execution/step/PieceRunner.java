package dev.migration.execution.step;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import org.postgresql.core.BaseConnection;
import org.springframework.dao.DataAccessException;

import dev.migration.execution.catalog.Reconciler;
import dev.migration.execution.catalog.UnclearStateException;
import dev.migration.execution.failure.Origin;
import dev.migration.execution.failure.PieceFailure;
import dev.migration.execution.failure.Remedies;
import dev.migration.execution.failure.ServerErrors;
import dev.migration.execution.failure.StatementFailure;
import dev.migration.execution.failure.Transience;
import dev.migration.execution.session.ExecutionSettings;
import dev.migration.execution.session.MigrationSession;
import dev.migration.script.Hook;
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
final class PieceRunner {

    private static final String CLEANING_IN_A_HURRY = "2s";
    private static final String ACTIVE_TRANSACTION = "25001";

    private final MigrationSession session;
    private final ExecutionSettings settings;
    private final Workplace workplace;
    private final StepTransaction transaction;
    private final Reconciler reconciler;
    private final HookScripts hooks;

    PieceRunner(
            MigrationSession session, ExecutionSettings settings, Workplace workplace, StepTransaction transaction) {
        this.session = session;
        this.settings = settings;
        this.workplace = workplace;
        this.transaction = transaction;
        this.reconciler = new Reconciler(session);
        this.hooks = new HookScripts(workplace.hooks(), session, settings);
    }

    /**
     * Runs what is left of the script.
     *
     * @param last the rows that end the step; asked for when it ends, because they say how long it took
     */
    void run(Attempt attempt, StepBody.Sql body, PipelineSource pipelines, Supplier<List<StateStatement>> last)
            throws Exception {
        Optional<Integer> before =
                session.state(workplace.tables()).piecesDone(attempt.step().revision());
        transaction.run(() -> {
            Pipeline pipeline = pipelines.open();
            pipeline.addAll(transaction.preamble(attempt.plan(), attempt.step(), body.options()));
            hooks.aroundRevision(Hook.Event.BEFORE_REVISION, attempt, pipeline);
            pipeline.finish(transaction.closing(), List.of(workplace.records().begun(attempt.step(), body.section())));
        });
        Walk walk = new Walk(attempt, body.options(), pipelines, before);
        try {
            walk.over(body);
            transaction.run(() -> {
                Pipeline pipeline = pipelines.open();
                pipeline.addAll(transaction.opening(attempt.plan(), attempt.step(), body.options()));
                hooks.aroundRevision(Hook.Event.AFTER_REVISION, attempt, pipeline);
                pipeline.finish(transaction.closing(), last.get());
            });
        } catch (SQLException | StatementFailure | DataAccessException failure) {
            throw new PieceFailure(walk.piece, failure);
        }
    }

    /** Whether there is a place to cut the script at that its statements do not demand: behind {@code ADD VALUE}. */
    boolean canCut(StepBody.Sql body) {
        ScriptRunner scripts = new ScriptRunner(session.connection(), settings.variables(), Origin.of(body.source()));
        Pieces cut = new Pieces(body.options());
        try (SqlInput input = body.section().open()) {
            StatementReader reader = new StatementReader(input, body.section().start(), () -> true);
            Optional<SqlStatement> next = scripts.next(reader);
            while (next.isPresent() && !cut.end(next.get())) {
                next = scripts.next(reader);
            }
            return next.isPresent();
        }
    }

    /** Makes a pipeline on the session. */
    interface PipelineSource {
        Pipeline open();
    }

    /** One walk over a script, from its first statement to its last. */
    private final class Walk {

        private final Attempt attempt;
        private final ScriptOptions options;
        private final Pieces cut;
        private final PipelineSource pipelines;
        private final int done;
        private final boolean interrupted;
        private final ScriptRunner scripts;
        private Optional<SqlStatement> next = Optional.empty();
        private int piece;

        Walk(Attempt attempt, ScriptOptions options, PipelineSource pipelines, Optional<Integer> before) {
            this.attempt = attempt;
            this.options = options;
            this.cut = new Pieces(options);
            this.scripts = new ScriptRunner(session.connection(), settings.variables(), origin());
            this.pipelines = pipelines;
            this.done = before.orElse(0);
            this.interrupted = before.isPresent();
        }

        void over(StepBody.Sql body) throws Exception {
            limitStatements();
            BaseConnection server = session.connection().unwrap(BaseConnection.class);
            try (SqlInput input = body.section().open()) {
                StatementReader reader =
                        new StatementReader(input, body.section().start(), server::getStandardConformingStrings);
                next = scripts.next(reader);
                while (next.isPresent()) {
                    if (piece < done) {
                        pass(reader);
                    } else if (cut.isAlone(next.get())) {
                        alone(next.get());
                        next = scripts.next(reader);
                    } else {
                        togetherOrAlone(reader);
                    }
                    piece++;
                }
            }
        }

        /** Those that run alone have no transaction to set it for; the script may set another one behind this. */
        private void limitStatements() {
            options.statementTimeout()
                    .or(settings::statementTimeout)
                    .ifPresent(limit -> session.ask(
                            "SELECT set_config('statement_timeout', '" + StepTransaction.millis(limit) + "', false)"));
        }

        /** Passes over a piece that is done. */
        private void pass(StatementReader reader) throws Exception {
            Pipeline pipeline = pipelines.open();
            boolean ends;
            do {
                SqlStatement statement = next.orElseThrow();
                if (setsSession(statement)) {
                    pipeline.add(new Parcel.Scripted(statement, origin()));
                    pipeline.flush();
                }
                ends = cut.end(statement);
                next = scripts.next(reader);
            } while (!ends && next.isPresent() && !cut.isAlone(next.get()));
        }

        /**
         * Under {@code @transaction none} a piece is one statement, and the server knows best whether it bears a transaction: it
         * refuses before it does anything.
         */
        private void togetherOrAlone(StatementReader reader) throws Exception {
            SqlStatement first = next.orElseThrow();
            try {
                transaction.run(() -> together(reader));
            } catch (StatementFailure failure) {
                if (!options.statementByStatement() || !isRefusedInTransaction(failure)) {
                    throw failure;
                }
                alone(first);
                if (next.filter(first::equals).isPresent()) {
                    next = scripts.next(reader);
                }
            }
        }

        /** Runs statements up to the end of the piece. */
        private void together(StatementReader reader) throws Exception {
            Pipeline pipeline = pipelines.open();
            pipeline.addAll(transaction.opening(attempt.plan(), attempt.step(), options));
            boolean ends;
            do {
                SqlStatement statement = next.orElseThrow();
                scripts.send(statement, reader, pipeline);
                ends = cut.end(statement);
                next = scripts.next(reader);
            } while (!ends && next.isPresent() && !cut.isAlone(next.get()));
            pipeline.finish(
                    transaction.closingInTheMiddle(),
                    List.of(workplace.records().done(attempt.step(), piece + 1)));
        }

        private void alone(SqlStatement statement) throws Exception {
            try {
                if (reconciler.mustRun(statement.text(), interrupted && piece == done)) {
                    session.ask("SELECT set_config('lock_timeout', '" + StepTransaction.millis(lockTimeout(statement))
                            + "', false)");
                    runAlone(statement);
                }
            } catch (UnclearStateException unclear) {
                throw new StatementFailure(
                        statement,
                        statement.position(),
                        origin(),
                        new SQLException(unclear.getMessage(), Remedies.UNCLEAR));
            }
            session.write(List.of(workplace.records().done(attempt.step(), piece + 1)));
        }

        private void runAlone(SqlStatement statement) throws Exception {
            try {
                pipelines.open().sendAlone(new Parcel.Scripted(statement, origin()));
            } catch (StatementFailure failure) {
                session.stop().noticed();
                if (Transience.of(failure) == Transience.NONE) {
                    cleanUp(statement, failure);
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

        private Origin origin() {
            return Origin.of(attempt.body().source());
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

        /** A build that waits for old transactions is in nobody's way, and losing it costs a whole build. */
        private Duration lockTimeout(SqlStatement statement) {
            Duration limit = options.lockTimeout().orElse(settings.lockTimeout());
            Duration patient = options.retryFor().orElse(settings.retryFor());
            boolean patientOne = StatementWords.of(statement.text()).contains("concurrently");
            return patientOne && patient.compareTo(limit) > 0 ? patient : limit;
        }

        private static boolean setsSession(SqlStatement statement) {
            List<String> words = StatementWords.of(statement.text());
            return words.get(0).equals("set") || words.get(0).equals("reset");
        }
    }
}
