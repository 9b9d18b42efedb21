package dev.migration.execution.step;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.migration.error.MigrationException;
import dev.migration.event.EventPublisher;
import dev.migration.event.MigrationEvent;
import dev.migration.execution.failure.HookFailedException;
import dev.migration.execution.failure.MigrationStoppedException;
import dev.migration.execution.failure.RevisionFailedException;
import dev.migration.execution.report.FailureReport;
import dev.migration.execution.report.RetryClass;
import dev.migration.execution.report.StateChangedException;
import dev.migration.execution.session.ExecutionSettings;
import dev.migration.execution.session.MigrationSession;
import dev.migration.execution.session.RetryBudget;
import dev.migration.execution.statement.HookStatements;
import dev.migration.execution.statement.RunContext;
import dev.migration.plan.Plan;
import dev.migration.script.Hook;

/**
 * Runs the hooks of a run as a whole, those of one event in one transaction. They wait for locks as shortly as revisions do
 * and are tried again as long.
 */
public final class HookRunner {

    private final MigrationSession session;
    private final ExecutionSettings settings;
    private final HookStatements hooks;
    private final StepTransaction transaction;
    private final EventPublisher events;

    public HookRunner(
            MigrationSession session, ExecutionSettings settings, RunContext workplace, EventPublisher events) {
        this.session = session;
        this.settings = settings;
        this.hooks = new HookStatements(workplace.hooks(), settings);
        this.transaction = new StepTransaction(session, settings, workplace);
        this.events = events;
    }

    /** @throws HookFailedException if one of them fails; then nothing of them remains */
    public void before(Plan plan) {
        run(HookStatements.before(plan), HookStatements.Occasion.of(plan.operation()));
    }

    /** @throws HookFailedException if one of them fails; the revisions stay all the same */
    public void after(Plan plan) {
        run(HookStatements.after(plan), HookStatements.Occasion.of(plan.operation()));
    }

    /** Whatever goes wrong here is suppressed into the failure. */
    public void afterFailure(Plan plan, Throwable failure) {
        String revision = failure instanceof RevisionFailedException failed ? failed.revision() : "";
        String error = failure instanceof MigrationException known ? known.problem() : failure.toString();
        try {
            run(Hook.Event.AFTER_FAILURE, new HookStatements.Occasion(plan.operation(), revision, error));
        } catch (RuntimeException second) {
            failure.addSuppressed(second);
        }
    }

    private void run(Hook.Event event, HookStatements.Occasion occasion) {
        if (hooks.at(event).isEmpty()) {
            return;
        }
        RetryBudget patience = new RetryBudget(settings.retryFor());
        while (!succeeds(event, occasion, patience)) {
            events.publish(new MigrationEvent.HookMessage(
                    event.text(), "WARNING", "rolled back because others were in the way; tried again"));
        }
    }

    private boolean succeeds(Hook.Event event, HookStatements.Occasion occasion, RetryBudget patience) {
        try {
            transaction.run(() -> send(event, occasion));
            return true;
        } catch (StateChangedException changed) {
            throw changed;
        } catch (Exception failure) {
            if (session.stop().explains(failure)) {
                throw MigrationStoppedException.waiting(failure);
            }
            Optional<Duration> pause =
                    RetryClass.of(failure) == RetryClass.IN_THE_WAY ? patience.afterFailure() : Optional.empty();
            if (pause.isEmpty()) {
                throw new HookFailedException(
                        event.text(),
                        FailureReport.ofHook(event, hooks.at(event).get(0).source(), failure),
                        failure);
            }
            RetryBudget.pause(pause.get(), session.stop());
            return false;
        }
    }

    private void send(Hook.Event event, HookStatements.Occasion occasion) throws Exception {
        StatementPipeline pipeline = new StatementPipeline(
                session,
                new DriverSettings(),
                notice -> events.publish(
                        new MigrationEvent.HookMessage(event.text(), notice.severity(), notice.message())));
        pipeline.addAll(transaction.parcels().hookPreamble(event));
        pipeline.flushBeforeReading();
        hooks.add(event, occasion, pipeline);
        pipeline.finish(transaction.parcels().closing(), List.of());
        transaction.requireOpen();
    }
}
