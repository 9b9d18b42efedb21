package dev.migration.execution;

import java.util.List;
import java.util.Map;

import dev.migration.execution.failure.MigrationStoppedException;
import dev.migration.execution.failure.SessionLostException;
import dev.migration.execution.progress.RunEvents;
import dev.migration.execution.refusal.PooledSessionException;
import dev.migration.execution.report.RetryClass;
import dev.migration.execution.report.StateChangedException;
import dev.migration.execution.session.ExecutionSettings;
import dev.migration.execution.session.MigrationSession;
import dev.migration.execution.statement.RunContext;
import dev.migration.execution.statement.StepBody;
import dev.migration.execution.step.HookRunner;
import dev.migration.execution.step.StepRunner;
import dev.migration.plan.Plan;
import dev.migration.plan.Plan.Operation;
import dev.migration.plan.Step;

/** Runs the steps of a plan on one session that holds the lock. */
final class PlanRunner {

    private final MigrationSession session;
    private final ExecutionSettings settings;
    private final RunContext workplace;
    private final RunEvents progress;

    PlanRunner(MigrationSession session, ExecutionSettings settings, RunContext workplace, RunEvents progress) {
        this.session = session;
        this.settings = settings;
        this.workplace = workplace;
        this.progress = progress;
    }

    void run(Plan plan, StepBodyResolver bodies) throws SessionLostException {
        if (plan.operation() == Operation.STAMP) {
            progress.begin(plan);
            new StampRunner(session, workplace, progress.events()).stamp(plan);
            return;
        }
        // Before anything runs: a plan that has no way must not go half of it.
        Map<Step, StepBody> found = bodies.of(plan);
        refuseOutsideTransactions(found);
        progress.begin(plan);
        HookRunner hooks = new HookRunner(session, settings, workplace, progress.events());
        try {
            progress.prepare(hooks::before);
            runSteps(found);
            hooks.after(progress.plan());
        } catch (RuntimeException | Error failure) {
            if (isOver(failure)) {
                hooks.afterFailure(progress.plan(), failure);
            }
            throw failure;
        }
    }

    /** Else another session goes on, or another instance is at it, or nobody has the time: the process is to end. */
    private boolean isOver(Throwable failure) {
        return RetryClass.of(failure) != RetryClass.SESSION_LOST
                && !session.stop().isRequested()
                && !(failure instanceof StateChangedException && !session.holds(workplace.lockKey()));
    }

    /** Their plan is that of the whole run, also when another session has to go on with the rest. */
    private void runSteps(Map<Step, StepBody> found) throws SessionLostException {
        StepRunner runner = new StepRunner(session, settings, workplace, progress.events());
        for (Map.Entry<Step, StepBody> step : found.entrySet()) {
            if (session.stop().isRequested()) {
                throw MigrationStoppedException.before(progress.plan(), step.getKey());
            }
            runner.run(progress.plan(), step.getKey(), step.getValue());
        }
    }

    private void refuseOutsideTransactions(Map<Step, StepBody> bodies) {
        List<String> revisions = bodies.entrySet().stream()
                .filter(entry -> !entry.getValue().fitsIntoOneTransaction())
                .map(entry -> entry.getKey().revision().id())
                .toList();
        if (session.isPooled() && !revisions.isEmpty()) {
            throw new PooledSessionException(revisions);
        }
    }
}
