package dev.migration.execution.parcel;

import dev.migration.plan.Plan;
import dev.migration.plan.Step;

/**
 * A step of a plan with what it runs.
 *
 * @param plan the plan of the whole run
 */
public record Task(Plan plan, Step step, StepBody body) {

    HookScripts.Occasion occasion() {
        return new HookScripts.Occasion(plan.operation(), step.revision().id(), "");
    }
}
