// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.statement;

import java.time.Duration;
import java.util.Optional;

import dev.migration.event.LockHolder;
import dev.migration.plan.Plan;
import dev.migration.plan.Step;

/**
 * A step of a plan with its body.
 *
 * @param plan the plan of the whole run
 * @param lockTimeout the lock timeout that was chosen for this attempt; empty means the short one
 */
public record StepTask(Plan plan, Step step, StepBody body, Optional<Duration> lockTimeout) {

    /** The same step with another body. */
    public StepTask with(StepBody other) {
        return new StepTask(plan, step, other, lockTimeout);
    }

    /** Where the run is, for other sessions. */
    public LockHolder.Place place() {
        int steps = plan.steps().size();
        return new LockHolder.Place(
                step.isRepeatable() ? steps : plan.steps().indexOf(step) + 1,
                steps,
                step.revision().id());
    }

    HookStatements.HookContext hookContext() {
        return new HookStatements.HookContext(plan.operation(), step.revision().id(), "");
    }
}
