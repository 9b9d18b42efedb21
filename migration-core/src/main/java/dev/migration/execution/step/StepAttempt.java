package dev.migration.execution.step;

import java.util.Optional;
import java.util.stream.Collectors;

import dev.migration.event.Blocker;
import dev.migration.execution.report.StatementFailure;
import dev.migration.execution.session.RetryBudget;
import dev.migration.execution.statement.StepBody;
import dev.migration.execution.statement.StepTask;
import dev.migration.plan.Plan;
import dev.migration.plan.Step;
import dev.migration.script.RepeatableScript;

/**
 * A step that is being tried.
 *
 * @param patience how often it was tried, and how long it may be
 * @param watch sees who is in the way
 */
record StepAttempt(Plan plan, Step step, StepBody body, RetryBudget patience, BlockerWatch watch) {

    /** The same, told of the repeatable that failed, when repeatables have a transaction of their own. */
    StepAttempt blaming(Throwable failure) {
        Optional<RepeatableScript> failed = failure instanceof StatementFailure statement
                ? statement.origin().repeatable()
                : Optional.empty();
        return failed.filter(script -> step.isRepeatable())
                .map(script -> new StepAttempt(plan, Step.of(script.repeatable()), body, patience, watch))
                .orElse(this);
    }

    /** The same step, run in another way. */
    StepAttempt with(StepBody other) {
        return new StepAttempt(plan, step, other, patience, watch);
    }

    StepTask task() {
        return new StepTask(plan, step, body);
    }

    /** What the history says about a try that failed. */
    String describe(String reason) {
        String blockers = watch.seen().stream().map(Blocker::toString).collect(Collectors.joining("; "));
        return "try " + patience.attempts() + ": " + reason + (blockers.isEmpty() ? "" : "; blocked by " + blockers);
    }
}
