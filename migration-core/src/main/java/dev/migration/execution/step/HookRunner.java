// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.step;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.migration.error.MigrationException;
import dev.migration.error.Suppressed;
import dev.migration.event.EventPublisher;
import dev.migration.event.MigrationEvent;
import dev.migration.execution.blocker.BlockerWatch;
import dev.migration.execution.blocker.LockStrategy;
import dev.migration.execution.failure.HookFailedException;
import dev.migration.execution.failure.MigrationStoppedException;
import dev.migration.execution.failure.RevisionFailedException;
import dev.migration.execution.report.FailureReport;
import dev.migration.execution.report.RedactedCause;
import dev.migration.execution.report.RetryClass;
import dev.migration.execution.report.ServerErrors;
import dev.migration.execution.report.StateChangedException;
import dev.migration.execution.session.ExecutionSettings;
import dev.migration.execution.session.MigrationSession;
import dev.migration.execution.session.RetryBudget;
import dev.migration.execution.session.SimpleProtocol;
import dev.migration.execution.statement.HookStatements;
import dev.migration.execution.statement.RunContext;
import dev.migration.plan.Plan;
import dev.migration.script.Hook;
import dev.migration.script.ScriptOptions;
import dev.migration.sql.Redaction;

/**
 * Runs the hooks before and after a run, the hooks of one event in one transaction. They have the same lock timeout and the same
 * retry budget as revisions.
 */
public final class HookRunner {

    private final MigrationSession session;
    private final ExecutionSettings settings;
    private final HookStatements hooks;
    private final RunContext context;
    private final EventPublisher events;

    public HookRunner(MigrationSession session, ExecutionSettings settings, RunContext context, EventPublisher events) {
        this.session = session;
        this.settings = settings;
        this.hooks = new HookStatements(context.hooks(), settings);
        this.context = context;
        this.events = events;
    }

    /** @throws HookFailedException if one of them fails; then all of them are rolled back */
    public void before(Plan plan) {
        run(HookStatements.before(plan), HookStatements.HookContext.of(plan.operation()));
    }

    /** @throws HookFailedException if one of them fails; the committed revisions stay */
    public void after(Plan plan) {
        run(HookStatements.after(plan), HookStatements.HookContext.of(plan.operation()));
    }

    /** Runs the hooks after a failure. An exception of a hook is added to the failure as suppressed. */
    public void afterFailure(Plan plan, Throwable failure) {
        String revision = failure instanceof RevisionFailedException failed ? failed.revision() : "";
        String error = failure instanceof MigrationException known ? known.problem() : failure.toString();
        try {
            String fitting = SimpleProtocol.encoding(session.connection()).fit(error);
            run(Hook.Event.AFTER_FAILURE, new HookStatements.HookContext(plan.operation(), revision, fitting));
        } catch (SQLException | RuntimeException second) {
            Suppressed.add(failure, second);
        }
    }

    private void run(Hook.Event event, HookStatements.HookContext values) {
        if (hooks.at(event).isEmpty()) {
            return;
        }
        try (StepTransaction transaction = new StepTransaction(session, settings, context);
                BlockerWatch watch = new BlockerWatch(session, context.lockKey(), settings)) {
            Attempts attempts = new Attempts(
                    new RetryBudget(settings.retryFor()), watch, new LockStrategy(settings, ScriptOptions.NONE));
            while (!succeeds(
                    event,
                    () -> transaction.run(() -> send(
                            event, values, transaction, attempts.lockStrategy().timeout())),
                    attempts)) {
                events.publish(new MigrationEvent.HookMessage(
                        event.text(), "WARNING", "rolled back because of a concurrent session; retried"));
            }
        }
    }

    /** What the attempts of one event have in common. */
    private record Attempts(RetryBudget retryBudget, BlockerWatch watch, LockStrategy lockStrategy) {}

    private boolean succeeds(Hook.Event event, StepTransaction.Work attempt, Attempts attempts) {
        try {
            attempts.watch().attemptBegins(attempts.retryBudget().attempts());
            attempt.run();
            return true;
        } catch (StateChangedException changed) {
            throw changed;
        } catch (Exception failure) {
            if (session.stop().explains(failure)) {
                throw MigrationStoppedException.waiting(failure);
            }
            Optional<Duration> pause = RetryClass.of(failure) == RetryClass.CONFLICT
                    ? attempts.retryBudget().afterFailure()
                    : Optional.empty();
            if (pause.isEmpty()) {
                throw new HookFailedException(
                        event.text(),
                        FailureReport.ofHook(event, hooks.at(event).get(0).source(), failure, secrets()),
                        RedactedCause.of(failure, secrets()));
            }
            if (ServerErrors.in(failure).filter(RetryClass::isLockTimeout).isPresent()) {
                attempts.lockStrategy().afterTimeout(attempts.watch());
            }
            RetryBudget.pause(pause.get(), session.stop());
            return false;
        }
    }

    private Redaction secrets() {
        return settings.variables().redaction();
    }

    private void send(
            Hook.Event event,
            HookStatements.HookContext values,
            StepTransaction transaction,
            Optional<Duration> lockTimeout)
            throws Exception {
        StatementPipeline pipeline = new StatementPipeline(
                session,
                new DriverSettings(),
                notice -> events.publish(new MigrationEvent.HookMessage(
                        event.text(),
                        notice.severity(),
                        notice.without(secrets()).message())));
        pipeline.addAll(transaction.statements().hookPreamble(event, lockTimeout));
        hooks.add(event, values, pipeline);
        pipeline.finish(transaction.statements().closing(), List.of());
        transaction.requireOpen();
    }
}
