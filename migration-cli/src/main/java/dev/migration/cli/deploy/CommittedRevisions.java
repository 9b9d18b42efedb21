package dev.migration.cli.deploy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.migration.event.MigrationEvent;
import dev.migration.event.MigrationListener;
import dev.migration.plan.Plan;
import dev.migration.plan.Step;

/**
 * What a run has committed, in order. What is not said to be finished was done by somebody else, also where the run went on
 * behind it: its session was lost, and another one did that meanwhile.
 */
final class CommittedRevisions implements MigrationListener {

    private final List<Step> plan = new ArrayList<>();
    private final Set<String> repeatables = new LinkedHashSet<>();
    private final Set<String> committed = new LinkedHashSet<>();
    private int passed;
    private boolean begun;
    private boolean down;
    private Optional<String> holder = Optional.empty();

    @Override
    public void on(MigrationEvent event) {
        if (event instanceof MigrationEvent.Started started) {
            plan.clear();
            repeatables.clear();
            plan.addAll(started.plan().steps());
            committed.clear();
            passed = 0;
            begun = true;
            down = started.plan().operation() == Plan.Operation.DOWNGRADE;
            holder = Optional.empty();
        } else if (event instanceof MigrationEvent.RevisionStarted started) {
            boolean behind = started.step().isRepeatable();
            passed = Math.max(passed, behind ? plan.size() : plan.indexOf(started.step()));
        } else if (event instanceof MigrationEvent.RevisionFinished finished) {
            committed.add(finished.step().revision().id());
        } else if (event instanceof MigrationEvent.RepeatableApplied applied) {
            repeatables.add(applied.repeatable().name());
        } else if (event instanceof MigrationEvent.WaitingForLock waiting) {
            holder = Optional.of(waiting.holder());
        }
    }

    /** Whether the lock was had. */
    boolean isBegun() {
        return begun;
    }

    /** Who had the lock instead. */
    Optional<String> holder() {
        return holder;
    }

    /** The ids of the revisions that are committed, in the order in which they were. */
    List<String> committed() {
        return List.copyOf(committed);
    }

    /** The same of a run that takes off; empty while it is not begun. */
    List<String> takenOff() {
        return down ? committed() : List.of();
    }

    /** Whether revisions of the plan were applied or taken off by others, so that those here are not the last ones. */
    boolean hasOthers() {
        return passed > committed.size();
    }

    /** The ids of the revisions that are not. */
    List<String> rest() {
        return plan.stream()
                .map(step -> step.revision().id())
                .filter(id -> !committed.contains(id))
                .toList();
    }

    /** The names of the repeatables that are committed, in the order in which they were. */
    List<String> repeatables() {
        return List.copyOf(repeatables);
    }
}
