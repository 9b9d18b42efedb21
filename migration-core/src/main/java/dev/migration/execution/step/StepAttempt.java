// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.step;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.migration.event.Blocker;
import dev.migration.execution.blocker.BlockerWatch;
import dev.migration.execution.blocker.LockStrategy;
import dev.migration.execution.report.FailureReport;
import dev.migration.execution.report.StatementFailure;
import dev.migration.execution.session.RetryBudget;
import dev.migration.execution.statement.StepBody;
import dev.migration.execution.statement.StepTask;
import dev.migration.plan.Plan;
import dev.migration.plan.Step;
import dev.migration.script.RepeatableScript;
import dev.migration.sql.Redaction;
import dev.migration.version.table.RetryFacts;

/**
 * One attempt to run a step.
 *
 * @param plan the plan of the whole run
 * @param retryBudget counts the attempts and limits their time
 * @param watch finds the blocking sessions
 * @param lockStrategy chooses the lock timeout of each attempt
 */
record StepAttempt(
        Plan plan, Step step, StepBody body, RetryBudget retryBudget, BlockerWatch watch, LockStrategy lockStrategy) {

    /** The same attempt, whose step is the repeatable that failed, if repeatables run in a transaction of their own. */
    StepAttempt ofFailedRepeatable(Throwable failure) {
        Optional<RepeatableScript> failed = failure instanceof StatementFailure statement
                ? statement.origin().repeatable()
                : Optional.empty();
        return failed.filter(script -> step.isRepeatable())
                .map(script ->
                        new StepAttempt(plan, Step.of(script.repeatable()), body, retryBudget, watch, lockStrategy))
                .orElse(this);
    }

    /** The same step with another body. */
    StepAttempt with(StepBody other) {
        return new StepAttempt(plan, step, other, retryBudget, watch, lockStrategy);
    }

    StepTask task() {
        return new StepTask(plan, step, body, lockStrategy.timeout());
    }

    FailureReport.FailedStep failedStep() {
        return new FailureReport.FailedStep(plan, step, body.source());
    }

    /** Removes the secrets of the settings, and those that were given for a stored section. */
    Redaction secrets(Redaction known) {
        return body instanceof StepBody.Sql sql
                ? known.and(sql.variables().redaction().values())
                : known;
    }

    /** What other instances see while it waits to be retried. */
    RetryFacts facts() {
        List<Blocker> blockers = watch.blockers();
        return new RetryFacts(
                retryBudget.attempts(),
                task().place().step(),
                task().place().steps(),
                blockers.stream().map(Blocker::pid).filter(pid -> pid > 0).toList(),
                blockers.stream()
                        .map(Blocker::relation)
                        .filter(name -> !name.isEmpty())
                        .findFirst()
                        .orElse(""));
    }

    /** The detail of the history row of a failed attempt. */
    String describe(String reason) {
        String blockers = watch.blockers().stream().map(Blocker::toString).collect(Collectors.joining("; "));
        return "attempt " + retryBudget.attempts() + ": " + reason
                + (blockers.isEmpty() ? "" : "; blocked by " + blockers) + watch.terminated();
    }
}
