// SPDX-License-Identifier: Apache-2.0
package dev.migration.rehearsal;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

import dev.migration.execution.batch.BatchRehearsal;
import dev.migration.execution.report.RetryClass;
import dev.migration.execution.report.ServerErrors;
import dev.migration.execution.report.StatementFailure;
import dev.migration.execution.session.MigrationSession;
import dev.migration.execution.statement.StatementSink;
import dev.migration.execution.statement.StepStatement;
import dev.migration.execution.statement.StepTask;
import dev.migration.execution.step.StatementPipeline;
import dev.migration.rehearsal.RehearsedStatement.Cause;
import dev.migration.rehearsal.RehearsedStatement.Result;
import dev.migration.sql.StatementKind;
import dev.migration.sql.StatementReader;
import dev.migration.sql.StatementWords;
import dev.migration.version.table.StateStatement;

/**
 * Runs the statements of scripts one by one, each in a savepoint, and records what they cost. A statement that no rehearsal can run is
 * left out; what fails after it may have needed it, and is left out, too.
 */
final class RehearsalSink implements StatementSink {

    private static final String SAVEPOINT = "migration_rehearsal";

    /** The savepoints of a script are its own. */
    private static final Set<String> SAVEPOINTS = Set.of("savepoint", "release", "rollback");

    private static final String UNSAFE_ENUM = "55P04";
    private static final String TRANSACTION_ENDS = "2D000";

    private final MigrationSession session;
    private final Barrier barrier;
    private final RehearsalRecord record;
    private final StatementPipeline pipeline;
    private final BatchRehearsal batches;
    private StepTask task;
    private Duration measured = Duration.ZERO;

    RehearsalSink(MigrationSession session, RehearsedSteps.Place place, BatchRehearsal batches, StepTask first) {
        this.session = session;
        this.barrier = place.barrier();
        this.record = place.record();
        this.batches = batches;
        this.task = first;
        this.pipeline = StatementPipeline.ofSingleStatements(
                session, record::message, (statement, duration) -> measured = duration);
    }

    /** The statements that follow belong to another step. */
    void begins(StepTask other) {
        task = other;
    }

    @Override
    public void add(StepStatement statement) throws Exception {
        if (!(statement instanceof StepStatement.Scripted scripted)) {
            pipeline.add(statement);
            return;
        }
        pipeline.flush();
        Optional<Result.LeftOut> reason = OutsideEffect.of(scripted.sql());
        if (reason.isPresent()) {
            record.leftOut(scripted, reason.get());
        } else if (kind(scripted) == StatementKind.TRANSACTION_CONTROL) {
            throw record.failed(scripted.failure("it begins or ends a transaction", Barrier.STATE));
        } else if (BatchRehearsal.isBatched(scripted)) {
            run(scripted, () -> batches(scripted));
        } else {
            run(scripted, () -> {
                pipeline.add(scripted);
                pipeline.flush();
                return new Result.Ran();
            });
        }
    }

    private static StatementKind kind(StepStatement.Scripted scripted) {
        return StatementKind.of(StatementWords.of(scripted.sql()));
    }

    private Result batches(StepStatement.Scripted scripted) throws Exception {
        BatchRehearsal.Outcome outcome = batches.run(task, scripted, pipeline);
        measured = outcome.duration();
        return outcome.complete()
                ? new Result.Ran()
                : new Result.Projected(outcome.batches(), outcome.rows(), outcome.estimate(), outcome.projected());
    }

    private void run(StepStatement.Scripted scripted, Callable<Result> work) throws Exception {
        record.begins();
        boolean saved = isSaved(scripted.sql());
        if (saved) {
            session.query("SAVEPOINT " + SAVEPOINT);
        }
        Result result;
        try {
            result = isSetConstraints(scripted.sql()) ? barrier.whileSilent(work) : work.call();
        } catch (StatementFailure failure) {
            leaveOut(scripted, failure, saved);
            return;
        }
        long wal = requireOpen(scripted);
        if (saved) {
            session.query("RELEASE SAVEPOINT " + SAVEPOINT);
        }
        record.ran(scripted, result, measured, wal);
    }

    private long requireOpen(StepStatement.Scripted scripted) throws StatementFailure {
        try {
            return barrier.requireOpen();
        } catch (SQLException ended) {
            throw record.failed(new StatementFailure(
                    scripted.statement(), scripted.statement().position(), scripted.origin(), ended));
        }
    }

    private static boolean isSaved(String statement) {
        List<String> words = StatementWords.of(statement);
        boolean freezes =
                words.contains("copy") && statement.toLowerCase(Locale.ROOT).contains("freeze");
        return !words.isEmpty() && !SAVEPOINTS.contains(words.get(0)) && !freezes;
    }

    /** A statement that cannot do anything but that. */
    private static boolean isSetConstraints(String statement) {
        List<String> words = StatementWords.of(statement);
        return words.size() > 2
                && words.get(0).equals("set")
                && words.get(1).equals("constraints")
                && !statement.contains(";");
    }

    /** @throws StatementFailure if the statement would fail in an upgrade, too */
    private void leaveOut(StepStatement.Scripted scripted, StatementFailure failure, boolean saved) throws Exception {
        session.stop().acknowledge();
        Optional<Result.LeftOut> reason = saved && isOpen() ? reason(scripted, failure) : Optional.empty();
        if (saved && isOpen() && !record.isCancelled()) {
            session.query("ROLLBACK TO SAVEPOINT " + SAVEPOINT);
        }
        if (reason.isEmpty()) {
            throw record.failed(failure);
        }
        session.query("RELEASE SAVEPOINT " + SAVEPOINT);
        barrier.requireOpen();
        record.leftOut(scripted, reason.get());
    }

    private boolean isOpen() throws SQLException {
        return session.connection().unwrap(BaseConnection.class).getTransactionState() == TransactionState.FAILED;
    }

    private Optional<Result.LeftOut> reason(StepStatement.Scripted scripted, StatementFailure failure) {
        Optional<SQLException> error = ServerErrors.in(failure);
        String state = error.map(ServerErrors::stateOf).orElse("");
        String message = error.map(ServerErrors::describe).orElse("");
        if (RetryClass.of(failure) != RetryClass.NONE || record.isCancelled()) {
            return Optional.empty();
        }
        if (state.equals(Barrier.STATE)) {
            return leftOut(
                    Cause.BARRIER,
                    "it calls SET CONSTRAINTS ALL IMMEDIATE in a function, which fires the trigger that prevents the COMMIT of a"
                            + " rehearsal");
        }
        if (state.equals(UNSAFE_ENUM)) {
            return leftOut(
                    Cause.COMMIT_NEEDED, "it uses an enum value that must be committed first; the upgrade does that");
        }
        if (state.equals(TRANSACTION_ENDS) && task.body().options().statementByStatement()) {
            return leftOut(Cause.COMMIT_NEEDED, "it ends transactions, as '@transaction none' permits");
        }
        return record.hasGaps()
                ? leftOut(Cause.AFTER_GAP, "it may need what was left out before it: " + message)
                : Optional.empty();
    }

    private static Optional<Result.LeftOut> leftOut(Cause cause, String reason) {
        return Optional.of(new Result.LeftOut(cause, reason));
    }

    @Override
    public void addRows(List<StateStatement> rows) {
        rows.forEach(StateStatement::release);
    }

    @Override
    public void flush() throws Exception {
        pipeline.flush();
    }

    @Override
    public void copyIn(StepStatement.Scripted copy, StatementReader data) throws Exception {
        run(copy, () -> {
            pipeline.copyIn(copy, data);
            return new Result.Ran();
        });
    }

    @Override
    public void copyOut(StepStatement.Scripted copy) throws Exception {
        run(copy, () -> {
            pipeline.copyOut(copy);
            return new Result.Ran();
        });
    }

    @Override
    public boolean readsBackslashesAsTheyAre() {
        return pipeline.readsBackslashesAsTheyAre();
    }
}
