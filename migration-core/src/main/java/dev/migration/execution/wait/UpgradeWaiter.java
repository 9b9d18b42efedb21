package dev.migration.execution.wait;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import dev.migration.event.LockHolder;
import dev.migration.event.MigrationEvent;
import dev.migration.execution.failure.UpgradeNotDoneException;
import dev.migration.execution.progress.RunEvents;
import dev.migration.execution.session.RetryBudget;
import dev.migration.execution.state.DatabaseState;
import dev.migration.plan.Plan;
import dev.migration.plan.Planner;

/**
 * Waits until another process has done what a command plans.
 *
 * <ol>
 *   <li>Looks with one SELECT; the pauses grow up to 5 seconds. Nothing left to do: done, unless the database contradicts the
 *       scripts in a way that is refused.
 *   <li>What an upgrade would refuse, a revision that stopped half-way, and a state that may not be read are waited for while
 *       somebody holds the migration lock, who may change that. When nobody does in two looks, it fails.
 *   <li>A database that does not answer is waited for.
 *   <li>Every 10 seconds it tells what is missing, and who is at it.
 * </ol>
 */
public final class UpgradeWaiter {

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final UpgradeProbe looker;
    private final RunEvents progress;
    private final RetryBudget patience;
    private final WaitLogInterval reminder = new WaitLogInterval();
    private List<String> missing = List.of();
    private String situation = "";
    private boolean hopeless;

    public UpgradeWaiter(UpgradeProbe looker, RunEvents progress, Duration longest) {
        this.looker = looker;
        this.progress = progress;
        this.patience = new RetryBudget(longest, LONGEST_PAUSE);
    }

    public DatabaseState carryOut(Function<Planner, Plan> command) {
        Optional<DatabaseState> done = look(command);
        while (done.isEmpty()) {
            Duration pause = patience.afterFailure()
                    .orElseThrow(() -> UpgradeNotDoneException.tooLong(missing, situation, patience.spent()));
            RetryBudget.pause(pause, progress.stop());
            done = look(command);
        }
        return done.get();
    }

    /** Empty when it is not done yet. */
    private Optional<DatabaseState> look(Function<Planner, Plan> command) {
        boolean due = reminder.isDue(patience.spent());
        ProbeResult sight = looker.look(command, due);
        if (sight instanceof ProbeResult.Done done) {
            return Optional.of(done.database());
        }
        if (sight instanceof ProbeResult.Undone undone) {
            undone.trouble().filter(trouble -> hopeless && undone.isHopeless()).ifPresent(trouble -> {
                throw trouble;
            });
            hopeless = undone.isHopeless();
            missing = undone.missing();
            situation = due ? describe(undone.holder()) : situation;
        } else if (sight instanceof ProbeResult.NoAnswer silent) {
            hopeless = false;
            situation = "the database cannot be reached yet (" + silent.reason() + ")";
        }
        if (due) {
            progress.events().publish(new MigrationEvent.WaitingForUpgrade(missing, situation, patience.spent()));
        }
        return Optional.empty();
    }

    private static String describe(Optional<LockHolder> holder) {
        return holder.map(who -> "under way: " + who).orElse("nobody is at it");
    }
}
