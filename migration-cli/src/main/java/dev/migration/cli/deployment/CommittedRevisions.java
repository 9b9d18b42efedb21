// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.deployment;

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
 * Records which revisions a run has committed, in order. A step without a {@code RevisionFinished} event was not executed by this
 * run, even if the run has continued after it: the run lost its session, and another run executed the step meanwhile.
 */
final class CommittedRevisions implements MigrationListener {

    private final List<Step> plan = new ArrayList<>();
    private final Set<String> repeatables = new LinkedHashSet<>();
    private final Set<String> committed = new LinkedHashSet<>();
    private int passed;
    private boolean started;
    private boolean downgrade;
    private Optional<String> lockHolder = Optional.empty();

    @Override
    public void on(MigrationEvent event) {
        if (event instanceof MigrationEvent.Started run) {
            start(run.plan());
        } else if (event instanceof MigrationEvent.RevisionStarted revision) {
            boolean afterPlan = revision.step().isRepeatable();
            passed = Math.max(passed, afterPlan ? plan.size() : plan.indexOf(revision.step()));
        } else if (event instanceof MigrationEvent.RevisionFinished finished) {
            committed.add(finished.step().revision().id());
        } else if (event instanceof MigrationEvent.RepeatableApplied applied) {
            repeatables.add(applied.repeatable().name());
        } else if (event instanceof MigrationEvent.WaitingForLock waiting) {
            lockHolder = Optional.of(waiting.holder());
        }
    }

    private void start(Plan known) {
        plan.clear();
        repeatables.clear();
        plan.addAll(known.steps());
        committed.clear();
        passed = 0;
        started = true;
        downgrade = known.operation() == Plan.Operation.DOWNGRADE;
        lockHolder = Optional.empty();
    }

    /** Whether a run has started, which means that it had obtained the migration lock. */
    boolean isStarted() {
        return started;
    }

    /** The session that held the lock while this one waited for it. */
    Optional<String> lockHolder() {
        return lockHolder;
    }

    /** The ids of the committed revisions, in the order of execution. */
    List<String> committed() {
        return List.copyOf(committed);
    }

    /** The ids of the revisions that the run has reverted, in order; empty unless the run is a downgrade. */
    List<String> reverted() {
        return downgrade ? committed() : List.of();
    }

    /** Whether another run executed steps of the plan, so that the committed revisions need not be the last ones. */
    boolean hasOthers() {
        return passed > committed.size();
    }

    /** The ids of the revisions of the plan that this run has not committed. */
    List<String> remaining() {
        return plan.stream()
                .map(step -> step.revision().id())
                .filter(id -> !committed.contains(id))
                .toList();
    }

    /** The names of the committed repeatables, in the order of execution. */
    List<String> repeatables() {
        return List.copyOf(repeatables);
    }
}
