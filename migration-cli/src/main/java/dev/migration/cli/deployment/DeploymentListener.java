// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.deployment;

import dev.migration.plan.Plan;

/** Receives the progress of a {@link Deployment}, on the thread that runs it. */
public interface DeploymentListener {

    /** Called when a step has ended, successfully or not. */
    void stepFinished(StepResult step);

    /** Called with a plan that is not empty before it is executed, also in a dry run, which does not execute it. */
    void planned(Plan plan);
}
