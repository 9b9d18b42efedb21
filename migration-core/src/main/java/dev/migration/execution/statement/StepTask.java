package dev.migration.execution.statement;

import dev.migration.plan.Plan;
import dev.migration.plan.Step;

/**
 * A step of a plan with what it runs.
 *
 * @param plan the plan of the whole run
 */
public record StepTask(Plan plan, Step step, StepBody body) {

    HookStatements.Occasion occasion() {
        return new HookStatements.Occasion(plan.operation(), step.revision().id(), "");
    }
}
