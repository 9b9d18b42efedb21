package dev.migration.cli.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.migration.event.MigrationEvent;
import dev.migration.event.MigrationListener;
import dev.migration.plan.Step;

/**
 * What a run has committed, in order. A revision that is begun says that all before it in the plan are; that counts where the
 * connection was lost before the answer to a COMMIT, too.
 */
final class RunRecord implements MigrationListener {

    private final List<Step> plan = new ArrayList<>();
    private int committed;
    private boolean begun;
    private Optional<String> holder = Optional.empty();

    @Override
    public void on(MigrationEvent event) {
        if (event instanceof MigrationEvent.Started started) {
            plan.clear();
            plan.addAll(started.plan().steps());
            committed = 0;
            begun = true;
            holder = Optional.empty();
        } else if (event instanceof MigrationEvent.RevisionStarted started) {
            boolean behind = started.step().isRepeatable();
            committed = Math.max(committed, behind ? plan.size() : plan.indexOf(started.step()));
        } else if (event instanceof MigrationEvent.RevisionFinished finished) {
            committed = Math.max(committed, plan.indexOf(finished.step()) + 1);
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
        return ids(plan.subList(0, committed));
    }

    /** The ids of the revisions that are not. */
    List<String> rest() {
        return ids(plan.subList(committed, plan.size()));
    }

    private static List<String> ids(List<Step> steps) {
        return steps.stream().map(step -> step.revision().id()).toList();
    }
}
