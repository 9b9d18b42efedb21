// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.statement;

import dev.migration.plan.Plan;
import dev.migration.plan.Step;

/**
 * A step of a plan with its body.
 *
 * @param plan the plan of the whole run
 */
public record StepTask(Plan plan, Step step, StepBody body) {

    HookStatements.HookContext hookContext() {
        return new HookStatements.HookContext(plan.operation(), step.revision().id(), "");
    }
}
