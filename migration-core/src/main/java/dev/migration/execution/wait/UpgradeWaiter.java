// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.wait;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import dev.migration.event.MigrationEvent;
import dev.migration.execution.failure.UpgradeNotDoneException;
import dev.migration.execution.progress.RunEvents;
import dev.migration.execution.session.RetryBudget;
import dev.migration.execution.state.DatabaseState;
import dev.migration.plan.Plan;
import dev.migration.plan.Planner;

/**
 * Waits until another process has executed the plan of a command.
 *
 * <ol>
 *   <li>Reads the state with one SELECT, with pauses that grow up to 5 seconds. It ends when nothing is pending, unless the
 *       database contradicts the scripts in a way that is refused.
 *   <li>A refused upgrade, an interrupted revision and a state that may not be read are waited for while another session holds
 *       the migration lock, because that session may change them. If no session holds the lock in two reads in a row, the wait
 *       fails.
 *   <li>A database that does not answer is waited for.
 *   <li>Every 10 seconds it publishes which revisions are missing and which session holds the lock.
 * </ol>
 */
public final class UpgradeWaiter {

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final UpgradeProbe probe;
    private final RunEvents runEvents;
    private final RetryBudget retryBudget;
    private final WaitLogInterval logInterval = new WaitLogInterval();
    private List<String> missing = List.of();
    private String situation = "";
    private boolean stuck;

    /** @param longest the longest time to wait */
    public UpgradeWaiter(UpgradeProbe probe, RunEvents runEvents, Duration longest) {
        this.probe = probe;
        this.runEvents = runEvents;
        this.retryBudget = new RetryBudget(longest, LONGEST_PAUSE);
    }

    /** @throws UpgradeNotDoneException if the time is over, or if no session can execute the plan */
    public DatabaseState await(Function<Planner, Plan> command) {
        Optional<DatabaseState> upToDate = probe(command);
        while (upToDate.isEmpty()) {
            Duration pause = retryBudget
                    .afterFailure()
                    .orElseThrow(() -> UpgradeNotDoneException.tooLong(missing, situation, retryBudget.spent()));
            RetryBudget.pause(pause, runEvents.stop());
            upToDate = probe(command);
        }
        return upToDate.get();
    }

    /** Returns empty if something is still pending. */
    private Optional<DatabaseState> probe(Function<Planner, Plan> command) {
        boolean due = logInterval.isDue(retryBudget.spent());
        ProbeResult result = probe.probe(command, due);
        if (result instanceof ProbeResult.UpToDate upToDate) {
            return Optional.of(upToDate.database());
        }
        if (result instanceof ProbeResult.Pending pending) {
            pending.obstacle().filter(obstacle -> stuck && pending.isStuck()).ifPresent(obstacle -> {
                throw obstacle;
            });
            stuck = pending.isStuck();
            missing = pending.missing();
            situation = due ? describe(pending.holder()) : situation;
        } else if (result instanceof ProbeResult.NoAnswer noAnswer) {
            stuck = false;
            situation = "the database cannot be reached yet (" + noAnswer.reason() + ")";
        }
        if (due) {
            runEvents.events().publish(new MigrationEvent.WaitingForUpgrade(missing, situation, retryBudget.spent()));
        }
        return Optional.empty();
    }

    private static String describe(Optional<String> holder) {
        return holder.map(session -> "lock holder: " + session).orElse("no session holds the migration lock");
    }
}
