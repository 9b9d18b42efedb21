package dev.migration.execution.step;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.springframework.dao.DataAccessException;

import dev.migration.event.EventPublisher;
import dev.migration.event.MigrationEvent;
import dev.migration.execution.failure.MigrationStoppedException;
import dev.migration.execution.failure.RevisionFailedException;
import dev.migration.execution.failure.SessionLostException;
import dev.migration.execution.failure.SessionNotCleanException;
import dev.migration.execution.failure.TransactionEndedException;
import dev.migration.execution.refusal.PooledSessionException;
import dev.migration.execution.report.FailureOutcome;
import dev.migration.execution.report.FailureReport;
import dev.migration.execution.report.LostCommitException;
import dev.migration.execution.report.RetryClass;
import dev.migration.execution.report.SegmentFailure;
import dev.migration.execution.report.ServerErrors;
import dev.migration.execution.report.StateChangedException;
import dev.migration.execution.session.ExecutionSettings;
import dev.migration.execution.session.MigrationSession;
import dev.migration.execution.session.RetryBudget;
import dev.migration.execution.statement.RunContext;
import dev.migration.execution.statement.StepBody;
import dev.migration.execution.statement.StepRecords;
import dev.migration.execution.statement.StepStatements;
import dev.migration.plan.Plan;
import dev.migration.plan.Step;
import dev.migration.script.JavaRevision;
import dev.migration.version.StateStatement;

/**
 * Runs one step: body and rows in one transaction, events around it, a history row when it fails.
 *
 * <p>When others are in the way, the whole transaction is rolled back and tried again after a pause: a statement that waits
 * for a lock makes everybody wait who comes after it, so it may wait for a moment only. One that was rolled back because it used
 * a value of an enum too soon is run in another way ({@link EnumValueRetry}).
 */
public final class StepRunner {

    private final MigrationSession session;
    private final ExecutionSettings settings;
    private final RunContext workplace;
    private final StepRecords records;
    private final StepTransaction transaction;
    private final SegmentRunner pieces;
    private final EnumValueRetry values;
    private final StepStatements parcels;
    private final EventPublisher events;

    public StepRunner(
            MigrationSession session, ExecutionSettings settings, RunContext workplace, EventPublisher events) {
        this.session = session;
        this.settings = settings;
        this.workplace = workplace;
        this.records = workplace.records();
        this.transaction = new StepTransaction(session, settings, workplace);
        this.pieces = new SegmentRunner(session, settings, workplace, transaction);
        this.values = new EnumValueRetry(pieces);
        this.parcels = new StepStatements(session, settings, workplace, transaction.parcels());
        this.events = events;
    }

    /**
     * @throws RevisionFailedException if it fails; then nothing of it remains
     * @throws SessionLostException if another session has to go on
     */
    public void run(Plan plan, Step step, StepBody body) throws SessionLostException {
        if (!step.isRepeatable()) {
            events.publish(new MigrationEvent.RevisionStarted(plan, step));
        }
        RetryBudget patience = new RetryBudget(body.retryFor(settings.retryFor()));
        StepBody ran;
        try (BlockerWatch watch = new BlockerWatch(session.dataSource(), session.pid())) {
            ran = untilItSucceeds(new StepAttempt(plan, step, body, patience, watch));
        }
        transaction.parcels().isDone(step);
        if (!step.isRepeatable()) {
            events.publish(new MigrationEvent.RevisionFinished(plan, step, patience.spent()));
        }
        if (body instanceof StepBody.Repeating repeating) {
            finish(plan, repeating, ran);
        }
    }

    private void finish(Plan plan, StepBody.Repeating body, StepBody ran) throws SessionLostException {
        if (!ran.equals(body)) {
            run(plan, Step.of(body.repeatables().get(0).repeatable()), body.apart());
            return;
        }
        body.repeatables()
                .forEach(script -> events.publish(new MigrationEvent.RepeatableApplied(plan, script.repeatable())));
    }

    /** What was run in the end, which may be less than was asked for. */
    private StepBody untilItSucceeds(StepAttempt first) throws SessionLostException {
        StepAttempt attempt = first;
        Optional<StepAttempt> next = tried(attempt);
        while (next.isPresent()) {
            if (!session.isPooled()) {
                attempt.watch().start();
            }
            attempt = next.get();
            next = tried(attempt);
        }
        return attempt.body();
    }

    /** Tries it; empty when it succeeded, else what to try next. */
    private Optional<StepAttempt> tried(StepAttempt attempt) throws SessionLostException {
        try {
            attempt(attempt);
            return Optional.empty();
        } catch (Exception | Error failure) {
            session.stop().noticed();
            FailureOutcome outcome = outcome(failure);
            if (outcome != FailureOutcome.PARTLY_COMMITTED && session.stop().explains(failure)) {
                throw record(attempt, MigrationStoppedException.in(failedStep(attempt), failure, outcome));
            }
            Optional<StepAttempt> other =
                    outcome == FailureOutcome.ROLLED_BACK ? wayAround(attempt, failure) : Optional.empty();
            if (other.isPresent()) {
                return other;
            }
            Optional<Duration> pause =
                    RetryClass.of(failure) == RetryClass.IN_THE_WAY && outcome != FailureOutcome.PARTLY_COMMITTED
                            ? attempt.patience().afterFailure()
                            : Optional.empty();
            if (pause.isEmpty()) {
                throw failed(attempt, failure, outcome);
            }
            waitToRetry(
                    attempt.blaming(failure),
                    pause.get(),
                    ServerErrors.in(failure).orElseThrow());
            return Optional.of(attempt);
        }
    }

    private Optional<StepAttempt> wayAround(StepAttempt attempt, Throwable failure) {
        Optional<StepBody> other = values.wayAround(failure, attempt.body());
        if (session.isPooled()
                && other.filter(body -> !body.fitsIntoOneTransaction()).isPresent()) {
            throw record(
                    attempt,
                    new PooledSessionException(List.of(attempt.step().revision().id())));
        }
        return other.map(attempt::with);
    }

    private void attempt(StepAttempt attempt) throws Exception {
        transaction.forget();
        if (attempt.body() instanceof StepBody.Sql sql && !sql.fitsIntoOneTransaction()) {
            DriverSettings driver = new DriverSettings();
            pieces.run(attempt, sql, () -> pipeline(attempt.step(), driver), () -> success(attempt));
        } else {
            transaction.run(() -> runBody(attempt));
        }
    }

    private FailureOutcome outcome(Throwable failure) {
        if (failure instanceof LostCommitException) {
            return FailureOutcome.UNKNOWN;
        }
        // What a script that runs in pieces has committed is written down.
        return failure instanceof SegmentFailure || transaction.isRolledBack()
                ? FailureOutcome.ROLLED_BACK
                : FailureOutcome.PARTLY_COMMITTED;
    }

    private void runBody(StepAttempt attempt) throws Exception {
        StatementPipeline pipeline = pipeline(attempt.step(), new DriverSettings());
        parcels.add(attempt.task(), pipeline, revision -> runJava(attempt, revision));
        transaction.requireOpen();
    }

    private void runJava(StepAttempt attempt, JavaRevision code) throws Exception {
        JavaRevisionRunner runner = new JavaRevisionRunner(session.connection());
        String revision = attempt.step().revision().id();
        try (SelfBlockWatch watch =
                new SelfBlockWatch(session.dataSource(), session.pid(), revision, settings.retryFor())) {
            if (!session.isPooled()) {
                watch.start();
            }
            try {
                runner.run(attempt.step(), code);
            } catch (SQLException | RuntimeException failure) {
                throw watch.explain(failure);
            }
        }
        transaction.requireOpen();
        if (!runner.usedTheConnection()) {
            events.publish(new MigrationEvent.ConnectionNotUsed(attempt.plan(), attempt.step()));
        }
    }

    private List<StateStatement> success(StepAttempt attempt) {
        return parcels.rows(attempt.task(), Optional.of(attempt.patience().spent()));
    }

    private StatementPipeline pipeline(Step step, DriverSettings driver) {
        return new StatementPipeline(
                session,
                driver,
                notice -> events.publish(new MigrationEvent.ServerMessage(step, notice.severity(), notice.message())));
    }

    private void waitToRetry(StepAttempt attempt, Duration pause, SQLException failure) {
        String reason = ServerErrors.describe(failure);
        events.publish(new MigrationEvent.WaitingToRetry(
                attempt.plan(),
                attempt.step(),
                attempt.patience().attempts(),
                pause,
                reason,
                attempt.watch().seen()));
        try {
            session.reset();
            session.write(List.of(records.retry(
                    attempt.plan().operation(),
                    attempt.step().revision(),
                    attempt.patience().spent(),
                    attempt.describe(reason))));
        } catch (DataAccessException second) {
            // The next try will tell.
            failure.addSuppressed(second);
        }
        try {
            RetryBudget.pause(pause, session.stop());
        } catch (MigrationStoppedException stopped) {
            session.stop().noticed();
            throw record(
                    attempt, MigrationStoppedException.in(failedStep(attempt), failure, FailureOutcome.ROLLED_BACK));
        }
    }

    private RuntimeException failed(StepAttempt attempt, Throwable failure, FailureOutcome outcome)
            throws SessionLostException {
        if (failure instanceof StateChangedException changed) {
            // Without the session's lock another instance may be at it, which is no failure.
            return session.holds(workplace.lockKey()) ? record(attempt, changed) : changed;
        }
        if (failure instanceof SessionNotCleanException unclean) {
            return record(attempt, unclean);
        }
        StepAttempt blamed = attempt.blaming(failure);
        RevisionFailedException report = report(blamed, failure, outcome);
        if (RetryClass.of(failure) == RetryClass.SESSION_LOST) {
            throw new SessionLostException(attempt.step(), report, ifCommitted(attempt, failure));
        }
        return record(blamed, report);
    }

    private static FailureReport.FailedStep failedStep(StepAttempt attempt) {
        return new FailureReport.FailedStep(
                attempt.plan(), attempt.step(), attempt.body().source());
    }

    private static RevisionFailedException report(StepAttempt attempt, Throwable failure, FailureOutcome outcome) {
        return new RevisionFailedException(
                FailureReport.of(failedStep(attempt), failure, outcome)
                        .after(
                                attempt.patience().attempts(),
                                attempt.patience().spent(),
                                attempt.watch().seen()),
                failure);
    }

    /** A transaction that was not asked to commit and is committed all the same was ended by the revision itself. */
    private Optional<SessionLostException.Ended> ifCommitted(StepAttempt attempt, Throwable failure) {
        if (failure instanceof LostCommitException || failure instanceof SegmentFailure) {
            return Optional.empty();
        }
        TransactionEndedException ended = TransactionEndedException.ended();
        ended.addSuppressed(failure);
        return transaction
                .number()
                .map(number -> new SessionLostException.Ended(
                        number, session.serverLife(), report(attempt, ended, FailureOutcome.PARTLY_COMMITTED)));
    }

    private RuntimeException record(StepAttempt attempt, RuntimeException thrown) {
        Duration spent = attempt.patience().spent();
        StateStatement row = records.failure(attempt.plan().operation(), attempt.step(), spent, thrown);
        try {
            writeFailure(attempt, row);
        } catch (DataAccessException second) {
            // The connection may be gone; the failure itself is what matters.
            thrown.addSuppressed(second);
        }
        events.publish(new MigrationEvent.RevisionFailed(attempt.plan(), attempt.step(), spent, thrown));
        return thrown;
    }

    private void writeFailure(StepAttempt attempt, StateStatement row) {
        try {
            session.reset();
            session.write(List.of(records.stopped(attempt.step()), row));
        } catch (DataAccessException late) {
            // The server may deliver a request to cancel after the statement that it was meant for.
            if (!session.stop().explains(late)) {
                throw late;
            }
            session.reset();
            session.write(List.of(records.stopped(attempt.step()), row));
        }
    }
}
