// SPDX-License-Identifier: Apache-2.0
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
import dev.migration.plan.Step;

/** Runs the steps of a plan on one session that holds the migration lock. */
record PlanRunner(MigrationSession session, ExecutionSettings settings, RunContext context, RunEvents runEvents) {

    void run(Plan plan, StepBodyResolver bodies, BackgroundQueue queue) throws SessionLostException {
        // Before anything runs: a plan that cannot be completed must not be started.
        Map<Step, StepBody> stepBodies = queue.of(plan, bodies.of(plan));
        refuseSegmentsOnPooledSession(stepBodies);
        runEvents.begin(plan);
        HookRunner hooks = new HookRunner(session, settings, context, runEvents.events());
        try {
            runEvents.prepare(hooks::before);
            runSteps(stepBodies);
            hooks.after(runEvents.plan());
        } catch (RuntimeException | Error failure) {
            if (endsRun(failure)) {
                hooks.afterFailure(runEvents.plan(), failure);
            }
            throw failure;
        }
    }

    /** Otherwise another session continues the run, another instance runs the migration, or the process is about to end. */
    private boolean endsRun(Throwable failure) {
        return RetryClass.of(failure) != RetryClass.SESSION_LOST
                && !session.stop().isRequested()
                && !(failure instanceof StateChangedException && !session.holds(context.lockKey()));
    }

    /** Events name the plan of the whole run, also if this session runs only the rest of it. */
    private void runSteps(Map<Step, StepBody> stepBodies) throws SessionLostException {
        try (StepRunner runner = new StepRunner(session, settings, context, runEvents.events())) {
            for (Map.Entry<Step, StepBody> step : stepBodies.entrySet()) {
                if (session.stop().isRequested()) {
                    throw MigrationStoppedException.before(runEvents.plan(), step.getKey());
                }
                runner.run(runEvents.plan(), step.getKey(), step.getValue());
            }
        }
    }

    private void refuseSegmentsOnPooledSession(Map<Step, StepBody> bodies) {
        if (!session.isPooled()) {
            return;
        }
        List<String> revisions = bodies.entrySet().stream()
                .filter(entry -> entry.getValue().needsOneSession())
                .map(entry -> entry.getKey().revision().id())
                .toList();
        if (!revisions.isEmpty()) {
            throw new PooledSessionException(revisions);
        }
    }
}
