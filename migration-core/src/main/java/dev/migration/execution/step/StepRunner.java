// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.step;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.springframework.dao.DataAccessException;

import dev.migration.error.Suppressed;
import dev.migration.event.EventPublisher;
import dev.migration.event.MigrationEvent;
import dev.migration.execution.blocker.BlockerWatch;
import dev.migration.execution.blocker.LockStrategy;
import dev.migration.execution.failure.MigrationStoppedException;
import dev.migration.execution.failure.RevisionFailedException;
import dev.migration.execution.failure.SessionLostException;
import dev.migration.execution.refusal.PooledSessionException;
import dev.migration.execution.replacement.RepeatableReplacement;
import dev.migration.execution.report.FailureOutcome;
import dev.migration.execution.report.RedactedCause;
import dev.migration.execution.report.RetryClass;
import dev.migration.execution.report.ServerErrors;
import dev.migration.execution.session.ExecutionSettings;
import dev.migration.execution.session.MigrationSession;
import dev.migration.execution.session.RetryBudget;
import dev.migration.execution.statement.ReplacedObject;
import dev.migration.execution.statement.RunContext;
import dev.migration.execution.statement.StepBody;
import dev.migration.execution.statement.StepRecords;
import dev.migration.plan.Plan;
import dev.migration.plan.Step;
import dev.migration.sql.Redaction;
import dev.migration.version.StateTables;
import dev.migration.version.UnsafeStateTablesException;

/**
 * Runs one step of a plan: executes it, retries it, publishes its events and records its failures in the history.
 *
 * <p>When a concurrent session causes a failure, the whole transaction is rolled back and retried after a pause. A statement
 * waits for a lock only as long as {@code lock_timeout}, because PostgreSQL queues all later lock requests on the same table
 * after it. A transaction that was rolled back because it used an enum value too early is run in another form ({@link
 * EnumValueRetry}).
 */
public final class StepRunner implements AutoCloseable {

    private final MigrationSession session;
    private final ExecutionSettings settings;
    private final RunContext context;
    private final StateTables tables;
    private final StepRecords records;
    private final String lockKey;
    private final StepExecution execution;
    private final StepFailures failures;
    private final RepeatableReplacement replacement;
    private final EventPublisher events;

    public StepRunner(MigrationSession session, ExecutionSettings settings, RunContext context, EventPublisher events) {
        this.session = session;
        this.settings = settings;
        this.context = context;
        this.tables = context.tables();
        this.records = context.records();
        this.lockKey = context.lockKey();
        this.execution = new StepExecution(session, settings, context, events);
        this.failures = new StepFailures(session, context, execution.transaction(), events);
        this.replacement = new RepeatableReplacement(session, context, settings.variables());
        this.events = events;
    }

    /**
     * Runs the step until it succeeds or its retry budget is spent.
     *
     * @throws RevisionFailedException if the step fails; its transaction is rolled back
     * @throws SessionLostException if the session is lost and another session must continue
     */
    public void run(Plan plan, Step step, StepBody body) throws SessionLostException {
        if (isOfPlan(step)) {
            events.publish(new MigrationEvent.RevisionStarted(plan, step));
        }
        RetryBudget retryBudget = new RetryBudget(body.retryFor(settings.retryFor()));
        StepBody executed;
        try (BlockerWatch watch = new BlockerWatch(session, lockKey, settings)) {
            LockStrategy lockStrategy = new LockStrategy(settings, body.options());
            executed = runWithRetries(new StepAttempt(plan, step, body, retryBudget, watch, lockStrategy));
        }
        execution.transaction().statements().committed(step);
        if (isOfPlan(step)) {
            events.publish(new MigrationEvent.RevisionFinished(plan, step, retryBudget.spent()));
        }
        finish(plan, body, executed);
    }

    /** The upgrade has already published the revision of a job. */
    private boolean isOfPlan(Step step) {
        return !step.isRepeatable() && context.job().isEmpty();
    }

    /** Ends the watch for deadlocks. */
    @Override
    public void close() {
        execution.close();
    }

    /** Publishes the repeatables that were applied, and runs those of the plan that the executed body does not contain. */
    private void finish(Plan plan, StepBody body, StepBody executed) throws SessionLostException {
        if (executed instanceof StepBody.Repeating repeating) {
            repeating
                    .repeatables()
                    .forEach(script -> events.publish(new MigrationEvent.RepeatableApplied(plan, script.repeatable())));
        }
        if (body instanceof StepBody.Repeating planned) {
            Optional<StepBody.Repeating> rest = planned.without(executed);
            if (rest.isPresent()) {
                run(plan, Step.of(rest.get().repeatables().get(0).repeatable()), rest.get());
            }
        }
    }

    /** Returns the body that was executed, which may be only a part of the body of the first attempt. */
    private StepBody runWithRetries(StepAttempt first) throws SessionLostException {
        StepAttempt attempt = first;
        Optional<StepAttempt> next = run(attempt);
        while (next.isPresent()) {
            attempt = next.get();
            next = run(attempt);
        }
        return attempt.body();
    }

    /** Runs one attempt. Returns the next attempt, or empty if this one succeeded. */
    private Optional<StepAttempt> run(StepAttempt attempt) throws SessionLostException {
        try {
            attempt.watch().attemptBegins(attempt.retryBudget().attempts());
            execution.execute(attempt);
            return Optional.empty();
        } catch (Exception | Error failure) {
            session.stop().acknowledge();
            return Optional.of(next(attempt, failure));
        }
    }

    private StepAttempt next(StepAttempt attempt, Throwable failure) throws SessionLostException {
        if (context.job().isPresent() && failure instanceof MigrationStoppedException stopped) {
            // Between two batches, which are committed; another worker continues.
            throw stopped;
        }
        FailureOutcome outcome = execution.outcome(failure);
        boolean partlyCommitted = outcome == FailureOutcome.PARTLY_COMMITTED;
        if (!partlyCommitted && session.stop().explains(failure)) {
            throw failures.record(
                    attempt,
                    MigrationStoppedException.in(
                            attempt.failedStep(), RedactedCause.of(failure, secrets(attempt)), outcome));
        }
        Optional<StepAttempt> alternative =
                outcome == FailureOutcome.ROLLED_BACK ? alternative(attempt, failure) : Optional.empty();
        if (alternative.isPresent()) {
            return alternative.get();
        }
        Optional<Duration> pause = RetryClass.of(failure) == RetryClass.CONFLICT && !partlyCommitted
                ? pause(attempt.retryBudget(), failure)
                : Optional.empty();
        if (pause.isEmpty()) {
            throw failures.failed(attempt, failure, outcome, advice(attempt, failure));
        }
        SQLException conflict = ServerErrors.in(failure).orElseThrow();
        if (RetryClass.isLockTimeout(conflict)) {
            attempt.lockStrategy().afterTimeout(attempt.watch());
        }
        waitToRetry(attempt.ofFailedRepeatable(failure), pause.get(), conflict);
        return attempt;
    }

    private static Optional<Duration> pause(RetryBudget retryBudget, Throwable failure) {
        return GaveWay.is(failure) ? retryBudget.afterGivingWay() : retryBudget.afterFailure();
    }

    private Optional<StepAttempt> alternative(StepAttempt attempt, Throwable failure) {
        Optional<StepBody> body = EnumValueRetry.alternative(failure, attempt.body());
        if (session.isPooled()
                && body.filter(other -> !other.fitsIntoOneTransaction()).isPresent()) {
            throw failures.record(
                    attempt,
                    new PooledSessionException(List.of(attempt.step().revision().id())));
        }
        return body.or(() -> replacing(attempt, failure)).map(attempt::with);
    }

    private Optional<StepBody> replacing(StepAttempt attempt, Throwable failure) {
        Optional<StepBody.Repeating> body = replacement.alternative(attempt.task(), failure);
        body.ifPresent(replacing -> events.publish(new MigrationEvent.ObjectsReplaced(
                attempt.plan(),
                attempt.step(),
                replacing.replaced().stream().map(ReplacedObject::title).toList())));
        return body.map(replacing -> replacing);
    }

    /** A lost session cannot answer. */
    private Optional<String> advice(StepAttempt attempt, Throwable failure) {
        return RetryClass.of(failure) == RetryClass.SESSION_LOST
                ? Optional.empty()
                : replacement.advice(attempt.task(), failure);
    }

    private Redaction secrets(StepAttempt attempt) {
        return attempt.secrets(records.redaction());
    }

    /** The name that the session had during the attempt was rolled back with it. */
    private void showPlace(StepAttempt attempt) {
        if (!session.isPooled()) {
            session.query(execution.transaction().statements().naming(attempt.task()));
        }
    }

    private void waitToRetry(StepAttempt attempt, Duration pause, SQLException failure) {
        String reason = secrets(attempt).of(ServerErrors.describe(failure))
                + attempt.lockStrategy().reason();
        events.publish(new MigrationEvent.WaitingToRetry(
                attempt.plan(),
                attempt.step(),
                attempt.retryBudget().attempts(),
                pause,
                reason,
                attempt.watch().blockers()));
        showRetry(attempt, reason, failure);
        try {
            RetryBudget.pause(pause, session.stop());
        } catch (MigrationStoppedException stopped) {
            session.stop().acknowledge();
            throw failures.record(
                    attempt,
                    MigrationStoppedException.in(
                            attempt.failedStep(),
                            RedactedCause.of(failure, secrets(attempt)),
                            FailureOutcome.ROLLED_BACK));
        }
    }

    /** Writes into the history that the step waits, and why. */
    private void showRetry(StepAttempt attempt, String reason, SQLException failure) {
        try {
            session.reset();
            showPlace(attempt);
            session.write(
                    tables,
                    List.of(records.retry(
                            attempt.plan(),
                            attempt.step(),
                            attempt.facts(),
                            attempt.retryBudget().spent(),
                            attempt.describe(reason))));
        } catch (DataAccessException | UnsafeStateTablesException second) {
            // If the session is lost, the next attempt fails and reports it.
            Suppressed.add(failure, second);
        }
    }
}
