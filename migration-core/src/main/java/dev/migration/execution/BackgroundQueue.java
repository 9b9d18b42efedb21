// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.migration.execution.refusal.UnfinishedWorkException;
import dev.migration.execution.state.UnfinishedWork;
import dev.migration.execution.statement.StepBody;
import dev.migration.plan.Plan;
import dev.migration.plan.Step;
import dev.migration.revision.Revision;

/**
 * Decides which steps of a plan leave their last statements to workers. A step that a later step of the same plan needs runs them
 * itself: a database that is several versions behind completes each of them before the next one.
 *
 * @param queueing whether there may be workers; without them each step runs its statements itself
 */
record BackgroundQueue(UnfinishedWork work, boolean queueing) {

    /** @throws UnfinishedWorkException if a step waits for a person and a later step needs it */
    Map<Step, StepBody> of(Plan plan, Map<Step, StepBody> bodies) {
        if (!queueing) {
            return bodies;
        }
        Map<Step, StepBody> queued = new LinkedHashMap<>();
        bodies.forEach((step, body) -> queued.put(
                step,
                body instanceof StepBody.Sql sql && step.direction() == Step.Direction.UP
                        ? of(plan, step, sql)
                        : body));
        return queued;
    }

    private StepBody.Sql of(Plan plan, Step step, StepBody.Sql body) {
        StepBody.Sql queued = body.queued();
        if (queued.queue() == StepBody.Queue.NONE) {
            return body;
        }
        List<Revision> later = plan.steps().stream()
                .skip(plan.steps().indexOf(step) + 1L)
                .map(Step::revision)
                .toList();
        List<String> needing = work.needing(later, step.revision().id()).stream()
                .map(Revision::id)
                .toList();
        if (!needing.isEmpty() && queued.queue() == StepBody.Queue.APPROVAL) {
            throw UnfinishedWorkException.unapproved(step.revision().id(), needing);
        }
        return needing.isEmpty() ? queued : body;
    }
}
