package dev.migration.execution.step;

import java.util.Optional;
import java.util.stream.Collectors;

import dev.migration.event.Blocker;
import dev.migration.execution.failure.StatementFailure;
import dev.migration.execution.parcel.StepBody;
import dev.migration.execution.parcel.Task;
import dev.migration.execution.session.Patience;
import dev.migration.plan.Plan;
import dev.migration.plan.Step;
import dev.migration.script.RepeatableScript;

/**
 * A step that is being tried.
 *
 * @param patience how often it was tried, and how long it may be
 * @param watch sees who is in the way
 */
record Attempt(Plan plan, Step step, StepBody body, Patience patience, BlockerWatch watch) {

    /** The same, told of the repeatable that failed, when repeatables have a transaction of their own. */
    Attempt blaming(Throwable failure) {
        Optional<RepeatableScript> failed = failure instanceof StatementFailure statement
                ? statement.origin().repeatable()
                : Optional.empty();
        return failed.filter(script -> step.isRepeatable())
                .map(script -> new Attempt(plan, Step.of(script.repeatable()), body, patience, watch))
                .orElse(this);
    }

    /** The same step, run in another way. */
    Attempt with(StepBody other) {
        return new Attempt(plan, step, other, patience, watch);
    }

    Task task() {
        return new Task(plan, step, body);
    }

    /** What the history says about a try that failed. */
    String describe(String reason) {
        String blockers = watch.seen().stream().map(Blocker::toString).collect(Collectors.joining("; "));
        return "try " + patience.tries() + ": " + reason + (blockers.isEmpty() ? "" : "; blocked by " + blockers);
    }
}
