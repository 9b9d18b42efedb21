package dev.migration.execution.wait;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.migration.event.MigrationEvent;
import dev.migration.execution.failure.DatabaseUnavailableException;
import dev.migration.execution.failure.RevisionFailedException;
import dev.migration.execution.failure.SessionLostException;
import dev.migration.execution.progress.RunEvents;
import dev.migration.execution.refusal.ReadOnlyDatabaseException;
import dev.migration.execution.report.RetryClass;
import dev.migration.execution.report.ServerErrors;
import dev.migration.execution.session.RetryBudget;
import dev.migration.execution.session.TransactionOutcome;
import dev.migration.execution.statement.StepRecords;
import dev.migration.plan.Plan;
import dev.migration.plan.Step;
import dev.migration.version.StateStatement;

/** Remembers how often sessions were lost, and waits before the next one is opened, until enough was tried. */
public final class ReconnectBackoff {

    private final Duration budget;
    private final RunEvents progress;
    private final WaitLogInterval reminder = new WaitLogInterval();
    private RetryBudget patience;
    private Optional<SessionLostException> last = Optional.empty();
    private Optional<Step> committed = Optional.empty();
    private final Set<Step> told = new HashSet<>();
    private Optional<String> unwritten = Optional.empty();

    public ReconnectBackoff(Duration budget, RunEvents progress) {
        this.budget = budget;
        this.progress = progress;
        this.patience = new RetryBudget(budget);
    }

    /**
     * Waits until the server knows what became of the last transaction.
     *
     * @throws RevisionFailedException if it is committed and was not asked to: what a revision did must not be done again
     */
    public void await(TransactionOutcome fate) {
        committed = last.filter(
                        lost -> lost.transaction().filter(fate::isCommitted).isPresent())
                .map(SessionLostException::step);
        last.flatMap(SessionLostException::ifCommitted)
                .filter(ended -> fate.isCommitted(ended.transaction()) && fate.isOfThisLife(ended.serverLife()))
                .ifPresent(ended -> {
                    throw fail(ended.report());
                });
    }

    /**
     * Tells of the step whose COMMIT got no answer and was done: it is of this run. What is applied without that was applied by
     * another session meanwhile.
     *
     * @param rest what of the plan is not applied
     */
    public void tellOfCommitted(Plan rest) {
        committed.filter(step -> !rest.steps().contains(step) && told.add(step)).ifPresent(step -> publish(step, rest));
    }

    private void publish(Step step, Plan rest) {
        Plan plan = progress.plan();
        if (!step.isRepeatable()) {
            progress.events().publish(new MigrationEvent.RevisionFinished(plan, step, patience.spent()));
        }
        if (step.isRepeatable() || plan.steps().indexOf(step) == plan.steps().size() - 1) {
            plan.repeatables().stream()
                    .filter(repeatable -> !rest.repeatables().contains(repeatable))
                    .forEach(repeatable ->
                            progress.events().publish(new MigrationEvent.RepeatableApplied(plan, repeatable)));
        }
    }

    private RevisionFailedException fail(RevisionFailedException report) {
        last.ifPresent(lost -> progress.events()
                .publish(new MigrationEvent.RevisionFailed(progress.plan(), lost.step(), patience.spent(), report)));
        return report;
    }

    /** The row about the last loss, once. */
    public Optional<StateStatement> retryRow(StepRecords records) {
        Optional<StateStatement> row = unwritten.flatMap(reason -> last.map(
                lost -> records.retry(progress.plan().operation(), lost.step().revision(), patience.spent(), reason)));
        unwritten = Optional.empty();
        return row;
    }

    /** Waits until it is time for another session. */
    public void inStep(SessionLostException lost) {
        if (last.filter(before -> before.step().equals(lost.step())).isEmpty()) {
            patience = new RetryBudget(budget);
        }
        last = Optional.of(lost);
        waitAfter(lost.report());
    }

    /** The same for a session that was lost before or after a step, or could not be had; other failures are thrown on. */
    public void outsideSteps(RuntimeException failure) {
        // At first, a server that is down is more often a wrong address than one that will be up soon; not when it was
        // there
        // a moment ago.
        boolean wrongAddress = failure instanceof DatabaseUnavailableException unavailable
                && !progress.isBegun()
                && patience.attempts() == 0
                && unavailable.sqlState().startsWith("08");
        // In the middle of a run the primary was there, so a standby is one that has not taken over yet.
        boolean failover =
                failure instanceof ReadOnlyDatabaseException other && other.isStandby() && progress.isBegun();
        if (wrongAddress || !(failover || RetryClass.of(failure) == RetryClass.SESSION_LOST)) {
            throw failure;
        }
        waitAfter(last.<RuntimeException>map(SessionLostException::report).orElse(failure));
    }

    private void waitAfter(RuntimeException failure) {
        Optional<Duration> pause = patience.afterFailure();
        String reason = ServerErrors.in(failure).map(ServerErrors::describe).orElseGet(failure::toString);
        if (pause.isEmpty()) {
            last.ifPresent(lost -> progress.events()
                    .publish(new MigrationEvent.RevisionFailed(
                            progress.plan(), lost.step(), patience.spent(), failure)));
            throw failure;
        }
        if (last.isEmpty() && !progress.isBegun() && reminder.isDue(patience.spent())) {
            progress.events().publish(new MigrationEvent.WaitingForServer(reason, patience.spent()));
        }
        unwritten = Optional.of("session " + patience.attempts() + " was lost: " + reason);
        last.ifPresent(lost -> progress.events()
                .publish(new MigrationEvent.WaitingToRetry(
                        progress.plan(), lost.step(), patience.attempts(), pause.get(), reason, List.of())));
        RetryBudget.pause(pause.get(), progress.stop());
    }
}
