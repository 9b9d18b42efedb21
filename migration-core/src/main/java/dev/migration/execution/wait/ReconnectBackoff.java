// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.wait;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.migration.event.MigrationEvent;
import dev.migration.execution.failure.DatabaseUnavailableException;
import dev.migration.execution.failure.MigrationStoppedException;
import dev.migration.execution.failure.RevisionFailedException;
import dev.migration.execution.failure.SessionLostException;
import dev.migration.execution.lock.MigrationLock;
import dev.migration.execution.progress.RunEvents;
import dev.migration.execution.refusal.ReadOnlyDatabaseException;
import dev.migration.execution.report.RetryClass;
import dev.migration.execution.report.ServerErrors;
import dev.migration.execution.session.RetryBudget;
import dev.migration.execution.session.TransactionOutcome;
import dev.migration.execution.statement.StepRecords;
import dev.migration.plan.Plan;
import dev.migration.plan.Step;
import dev.migration.version.table.RetryFacts;
import dev.migration.version.table.StateStatement;

/** Waits after a lost session before the run opens the next one, and ends the run when the retry budget is spent. */
public final class ReconnectBackoff {

    private final Duration retryFor;
    private final RunEvents runEvents;
    private final WaitLogInterval logInterval = new WaitLogInterval();
    private RetryBudget retryBudget;
    private Optional<SessionLostException> last = Optional.empty();
    private Optional<Step> committed = Optional.empty();
    private final Set<Step> published = new HashSet<>();
    private Optional<String> unrecorded = Optional.empty();
    private Duration lockWait = Duration.ZERO;
    private boolean reached;

    /** @param retryFor the retry budget of each step */
    public ReconnectBackoff(Duration retryFor, RunEvents runEvents) {
        this.retryFor = retryFor;
        this.runEvents = runEvents;
        this.retryBudget = new RetryBudget(retryFor);
    }

    /**
     * Waits for the migration lock. The retry budget does not run during this wait, and it begins anew if the session is lost in
     * it: the holder may need hours, and each of these sessions worked.
     */
    public void acquire(MigrationLock lock) {
        try {
            lock.acquire(lockWait);
        } finally {
            Duration waited = lock.waited();
            if (!waited.isZero()) {
                lockWait = lockWait.plus(waited);
                sessionWorked(waited);
            }
        }
    }

    /**
     * A session of this run found that another instance migrates.
     *
     * @param waited how long it has waited for that instance
     */
    public void sessionWorked(Duration waited) {
        reached = true;
        if (last.isEmpty()) {
            retryBudget = new RetryBudget(retryFor);
        } else {
            // The attempts of a step stay limited, whatever the run waits for between them.
            retryBudget.exclude(waited);
        }
    }

    /**
     * Waits until the server knows the outcome of the last transaction.
     *
     * @throws RevisionFailedException if the transaction is committed although no COMMIT was sent: the revision must not run
     *     again
     */
    public void awaitOutcome(TransactionOutcome outcome) {
        committed = last.filter(
                        lost -> lost.transaction().filter(outcome::isCommitted).isPresent())
                .map(SessionLostException::step);
        last.flatMap(SessionLostException::ifCommitted)
                .filter(ended -> outcome.isCommitted(ended.transaction()) && outcome.isSameServer(ended.serverLife()))
                .ifPresent(ended -> {
                    throw fail(ended.report());
                });
    }

    /**
     * Publishes the end of the step whose COMMIT was executed but not answered: this run committed it. Another session committed
     * any other step that is applied in the meantime.
     *
     * @param remaining the part of the plan that is not applied
     */
    public void publishCommitted(Plan remaining) {
        committed
                .filter(step -> !remaining.steps().contains(step) && published.add(step))
                .ifPresent(step -> publish(step, remaining));
    }

    private void publish(Step step, Plan remaining) {
        Plan plan = runEvents.plan();
        if (!step.isRepeatable()) {
            runEvents.events().publish(new MigrationEvent.RevisionFinished(plan, step, retryBudget.spent()));
        }
        if (step.isRepeatable() || plan.steps().indexOf(step) == plan.steps().size() - 1) {
            plan.repeatables().stream()
                    .filter(repeatable -> !remaining.repeatables().contains(repeatable))
                    .forEach(repeatable ->
                            runEvents.events().publish(new MigrationEvent.RepeatableApplied(plan, repeatable)));
        }
    }

    private RevisionFailedException fail(RevisionFailedException report) {
        publishFailure(report);
        return report;
    }

    /** The history row of the last lost session; returned once. */
    public Optional<StateStatement> retryRow(StepRecords records) {
        Optional<StateStatement> row = unrecorded.flatMap(reason -> last.map(
                lost -> records.retry(runEvents.plan(), lost.step(), RetryFacts.NONE, retryBudget.spent(), reason)));
        unrecorded = Optional.empty();
        return row;
    }

    /** Waits after a session that was lost in a step. Throws its report if the retry budget is spent. */
    public void waitAfterStep(SessionLostException lost) {
        if (last.filter(before -> before.step().equals(lost.step())).isEmpty()) {
            retryBudget = new RetryBudget(retryFor);
        }
        last = Optional.of(lost);
        pause(lost.report());
    }

    /**
     * Waits after a session that was lost outside of a step, or that could not be opened. Throws every other failure, and this
     * one too if the retry budget is spent.
     */
    public void waitAfter(RuntimeException failure) {
        // At the start of a run, an unreachable server more often means a wrong address than a restart. During a run,
        // the server
        // was reachable a moment ago.
        boolean wrongAddress = failure instanceof DatabaseUnavailableException unavailable
                && !runEvents.isBegun()
                && !reached
                && retryBudget.attempts() == 0
                && unavailable.sqlState().startsWith("08");
        // During a run, the server was a primary, so this standby is about to be promoted.
        boolean failover =
                failure instanceof ReadOnlyDatabaseException other && other.isStandby() && runEvents.isBegun();
        // A stop may have ended the session.
        boolean stopped = failure instanceof MigrationStoppedException;
        if (stopped || wrongAddress || !(failover || isLost(failure))) {
            throw failure;
        }
        pause(last.<RuntimeException>map(lost -> report(lost, failure)).orElse(failure));
    }

    private static RevisionFailedException report(SessionLostException lost, RuntimeException next) {
        return next instanceof DatabaseUnavailableException unavailable
                ? lost.report().then(unavailable)
                : lost.report();
    }

    private static boolean isLost(RuntimeException failure) {
        return RetryClass.of(failure) == RetryClass.SESSION_LOST
                || failure instanceof DatabaseUnavailableException unavailable && unavailable.mayPass();
    }

    private void pause(RuntimeException failure) {
        Optional<Duration> pause = retryBudget.afterFailure();
        String reason = ServerErrors.in(failure).map(ServerErrors::describe).orElseGet(failure::toString);
        if (pause.isEmpty()) {
            publishFailure(failure);
            throw failure;
        }
        if (last.isEmpty() && !runEvents.isBegun() && logInterval.isDue(retryBudget.spent())) {
            runEvents.events().publish(new MigrationEvent.WaitingForServer(reason, retryBudget.spent()));
        }
        unrecorded = Optional.of("session " + retryBudget.attempts() + " was lost: " + reason);
        last.ifPresent(lost -> runEvents
                .events()
                .publish(new MigrationEvent.WaitingToRetry(
                        runEvents.plan(), lost.step(), retryBudget.attempts(), pause.get(), reason, List.of())));
        RetryBudget.pause(pause.get(), runEvents.stop());
    }

    private void publishFailure(RuntimeException failure) {
        last.ifPresent(lost -> runEvents
                .events()
                .publish(new MigrationEvent.RevisionFailed(
                        runEvents.plan(), lost.step(), retryBudget.spent(), failure)));
    }
}
