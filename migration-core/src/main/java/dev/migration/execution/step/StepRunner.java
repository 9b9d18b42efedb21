package dev.migration.execution.step;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.springframework.dao.DataAccessException;

import dev.migration.event.EventPublisher;
import dev.migration.event.MigrationEvent;
import dev.migration.execution.failure.FailureReport;
import dev.migration.execution.failure.LostCommitException;
import dev.migration.execution.failure.Outcome;
import dev.migration.execution.failure.PieceFailure;
import dev.migration.execution.failure.RevisionFailedException;
import dev.migration.execution.failure.ServerErrors;
import dev.migration.execution.failure.SessionLostException;
import dev.migration.execution.failure.SessionNotCleanException;
import dev.migration.execution.failure.StateChangedException;
import dev.migration.execution.failure.TransactionEndedException;
import dev.migration.execution.failure.Transience;
import dev.migration.execution.session.ExecutionSettings;
import dev.migration.execution.session.MigrationSession;
import dev.migration.execution.session.Patience;
import dev.migration.plan.Plan;
import dev.migration.plan.Step;
import dev.migration.version.StateStatement;

/**
 * Runs one step: body and rows in one transaction, events around it, a history row when it fails.
 *
 * <p>When others are in the way, the whole transaction is rolled back and tried again after a pause: a statement that waits
 * for a lock makes everybody wait who comes after it, so it may wait for a moment only.
 */
public final class StepRunner {

    private final MigrationSession session;
    private final ExecutionSettings settings;
    private final StepRecords records;
    private final StepTransaction transaction;
    private final PieceRunner pieces;
    private final EventPublisher events;

    public StepRunner(
            MigrationSession session, ExecutionSettings settings, Workplace workplace, EventPublisher events) {
        this.session = session;
        this.settings = settings;
        this.records = workplace.records();
        this.transaction = new StepTransaction(session, settings, workplace);
        this.pieces = new PieceRunner(session, settings, workplace, transaction);
        this.events = events;
    }

    /**
     * @throws RevisionFailedException if it fails; then nothing of it remains
     * @throws SessionLostException if another session has to go on
     */
    public void run(Plan plan, Step step, StepBody body) throws SessionLostException {
        events.publish(new MigrationEvent.RevisionStarted(plan, step));
        Patience patience = new Patience(body.options().retryFor().orElse(settings.retryFor()));
        try (BlockerWatch watch = new BlockerWatch(session.dataSource(), session.pid())) {
            Attempt attempt = new Attempt(plan, step, body, patience, watch);
            while (!succeeds(attempt)) {
                if (!session.isPooled()) {
                    watch.start();
                }
            }
        }
        transaction.isDone(step);
        events.publish(new MigrationEvent.RevisionFinished(plan, step, patience.spent()));
    }

    private boolean succeeds(Attempt attempt) throws SessionLostException {
        try {
            attempt(attempt);
            return true;
        } catch (Exception | Error failure) {
            Outcome outcome = outcome(failure);
            Optional<Duration> pause =
                    Transience.of(failure) == Transience.IN_THE_WAY && outcome != Outcome.PARTLY_COMMITTED
                            ? attempt.patience().afterFailure()
                            : Optional.empty();
            if (pause.isEmpty()) {
                throw failed(attempt, failure, outcome);
            }
            waitToRetry(attempt, pause.get(), ServerErrors.in(failure).orElseThrow());
            return false;
        }
    }

    private void attempt(Attempt attempt) throws Exception {
        transaction.forget();
        if (attempt.body() instanceof StepBody.Sql sql && !sql.fitsIntoOneTransaction()) {
            pieces.run(attempt, sql, () -> pipeline(attempt.step()), success(attempt));
        } else {
            transaction.run(() -> runBody(attempt));
        }
    }

    private Outcome outcome(Throwable failure) {
        if (failure instanceof LostCommitException) {
            return Outcome.UNKNOWN;
        }
        // What a script that runs in pieces has committed is written down.
        return failure instanceof PieceFailure || transaction.isRolledBack()
                ? Outcome.ROLLED_BACK
                : Outcome.PARTLY_COMMITTED;
    }

    private void runBody(Attempt attempt) throws Exception {
        Pipeline pipeline = pipeline(attempt.step());
        StepBody body = attempt.body();
        pipeline.addAll(transaction.preamble(attempt.plan(), attempt.step(), body.options()));
        if (body instanceof StepBody.Sql sql) {
            new ScriptRunner(session.connection(), settings.variables()).run(sql.section(), pipeline);
        } else if (body instanceof StepBody.Code code) {
            pipeline.flush();
            new JavaRunner(session.connection()).run(attempt.step(), code.revision());
            transaction.requireOpen();
        }
        pipeline.finish(
                transaction.closing(),
                records.success(attempt.plan().operation(), attempt.step(), Optional.empty()),
                session);
        transaction.requireOpen();
    }

    private List<StateStatement> success(Attempt attempt) {
        return records.success(
                attempt.plan().operation(),
                attempt.step(),
                Optional.of(attempt.patience().spent()));
    }

    private Pipeline pipeline(Step step) {
        return new Pipeline(
                session.connection(),
                notice -> events.publish(new MigrationEvent.ServerMessage(step, notice.severity(), notice.message())));
    }

    private void waitToRetry(Attempt attempt, Duration pause, SQLException failure) {
        String reason = ServerErrors.describe(failure);
        events.publish(new MigrationEvent.WaitingToRetry(
                attempt.plan(),
                attempt.step(),
                attempt.patience().tries(),
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
        Patience.pause(pause);
    }

    private RuntimeException failed(Attempt attempt, Throwable failure, Outcome outcome) throws SessionLostException {
        if (failure instanceof StateChangedException changed) {
            // Behind a pooler the lock is taken by each transaction: another instance may be at it, which is no
            // failure.
            return session.isPooled() ? changed : record(attempt, changed);
        }
        if (failure instanceof SessionNotCleanException unclean) {
            return record(attempt, unclean);
        }
        RevisionFailedException report = report(attempt, failure, outcome);
        if (Transience.of(failure) == Transience.SESSION_LOST) {
            throw new SessionLostException(attempt.step(), report, ifCommitted(attempt, failure));
        }
        return record(attempt, report);
    }

    private static RevisionFailedException report(Attempt attempt, Throwable failure, Outcome outcome) {
        FailureReport.FailedStep failed = new FailureReport.FailedStep(
                attempt.plan(), attempt.step(), attempt.body().source());
        return new RevisionFailedException(
                FailureReport.of(failed, failure, outcome)
                        .after(
                                attempt.patience().tries(),
                                attempt.patience().spent(),
                                attempt.watch().seen()),
                failure);
    }

    /** A transaction that was not asked to commit and is committed all the same was ended by the revision itself. */
    private Optional<SessionLostException.Ended> ifCommitted(Attempt attempt, Throwable failure) {
        if (failure instanceof LostCommitException || failure instanceof PieceFailure) {
            return Optional.empty();
        }
        TransactionEndedException ended = TransactionEndedException.ended();
        ended.addSuppressed(failure);
        return transaction
                .number()
                .map(number -> new SessionLostException.Ended(
                        number, session.serverLife(), report(attempt, ended, Outcome.PARTLY_COMMITTED)));
    }

    private RuntimeException record(Attempt attempt, RuntimeException thrown) {
        Duration spent = attempt.patience().spent();
        try {
            session.reset();
            session.write(List.of(records.stopped(attempt.step())));
            session.write(List.of(records.failure(attempt.plan().operation(), attempt.step(), spent, thrown)));
        } catch (DataAccessException second) {
            // The connection may be gone; the failure itself is what matters.
            thrown.addSuppressed(second);
        }
        events.publish(new MigrationEvent.RevisionFailed(attempt.plan(), attempt.step(), spent, thrown));
        return thrown;
    }
}
