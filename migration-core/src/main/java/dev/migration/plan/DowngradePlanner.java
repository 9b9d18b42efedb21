// SPDX-License-Identifier: Apache-2.0
package dev.migration.plan;

import java.util.List;
import java.util.Optional;

import dev.migration.plan.Plan.Operation;
import dev.migration.revision.Revision;
import dev.migration.revision.RevisionGraph;
import dev.migration.revision.RevisionSet;
import dev.migration.revision.fault.TargetException;
import dev.migration.revision.fault.WalkFault;
import dev.migration.revision.target.Target;
import dev.migration.revision.target.TargetResolver;

/**
 * Finds the revisions that a downgrade reverts.
 *
 * <ul>
 *   <li>To a revision: its applied descendants.
 *   <li>To a revision on a branch: the same, but only over the children that lead to the revision of the branch, if
 *       there are such children.
 *   <li>To the base of a branch: the bases of the branch and their applied descendants, if a revision of the branch is
 *       applied.
 *   <li>{@code -N}: to the N-th revision below the only current one. If there are several current revisions, or a merge
 *       within N steps, the maximal revision that was applied last is reverted, N times.
 * </ul>
 */
record DowngradePlanner(RevisionGraph graph, AppliedSet database, TargetResolver targets) {

    Plan to(Target target) {
        int steps = stepsDown(target);
        PlanBuilder plan = new PlanBuilder(Operation.DOWNGRADE, graph, database.applied());
        if (steps == 0 || isStraight(target, steps)) {
            return plan.down(reverted(target)).build();
        }
        return plan.down(lastApplied(target, steps))
                .note("'" + target + "' is ambiguous here; the revisions that were applied last are reverted.")
                .build();
    }

    /** The applied revisions that are not applied after a downgrade to the target. */
    RevisionSet reverted(Target target) {
        int steps = stepsDown(target);
        if (steps > 0) {
            return isStraight(target, steps)
                    ? straightDown(target, steps)
                    : graph.known(lastApplied(target, steps).stream()
                            .map(Revision::id)
                            .toList());
        }
        RevisionSet places = targets.resolve(target);
        if (TargetResolver.placeOf(target) instanceof Target.Current) {
            return graph.none();
        }
        if (places.size() > 1) {
            targets.resolveOne(target);
        }
        return places.isEmpty() ? appliedDescendants(bases(target)) : descendantsOf(places, target);
    }

    private static int stepsDown(Target target) {
        int steps = TargetResolver.stepsFromCurrent(target);
        if (steps > 0) {
            throw new TargetException(new WalkFault.WrongWay("A downgrade", target.toString()));
        }
        return -steps;
    }

    private RevisionSet appliedDescendants(RevisionSet roots) {
        return roots.descendants().intersection(database.applied());
    }

    private RevisionSet descendantsOf(RevisionSet place, Target target) {
        if (!database.applied().containsAll(place)) {
            throw new TargetException(new WalkFault.NotApplied(
                    place.ids().get(0), database.applied().maximal().ids()));
        }
        return appliedDescendants(leadingTo(targets.branchOf(target), graph.childrenOf(place)));
    }

    /** The revisions that lead to the revision of the branch; all of them if none does. */
    private RevisionSet leadingTo(Optional<Revision> branch, RevisionSet roots) {
        RevisionSet leading = branch.map(
                        revision -> roots.intersection(set(revision).branchAncestors()))
                .orElse(roots);
        return leading.isEmpty() ? roots : leading;
    }

    private RevisionSet bases(Target target) {
        Optional<Revision> branch = targets.branchOf(target);
        if (branch.isEmpty()) {
            return graph.bases();
        }
        boolean started = !tipsOn(target).isEmpty();
        return started ? graph.bases().intersection(set(branch.get()).branchAncestors()) : graph.none();
    }

    /**
     * The current revisions on the branch of a target: its version rows, or its last applied revisions if a dependency
     * of another branch implies them.
     */
    private RevisionSet tipsOn(Target target) {
        RevisionSet lineage = targets.lineageOf(target);
        RevisionSet rows = database.applied().maximal().intersection(lineage);
        return rows.isEmpty() ? database.applied().branchTips().intersection(lineage) : rows;
    }

    /** Whether there is one revision to count from and no merge within this many steps. */
    private boolean isStraight(Target target, int steps) {
        List<Revision> tips = tipsOn(target).inOrder();
        return tips.isEmpty() || (tips.size() == 1 && targets.isStraightDown(tips.get(0), steps));
    }

    private RevisionSet straightDown(Target target, int steps) {
        Revision tip = tipsOn(target).inOrder().stream()
                .findFirst()
                .orElseThrow(() -> new TargetException(new WalkFault.WalkedTooFar(target.toString(), 0)));
        Optional<Revision> place = targets.down(tip, steps, target);
        Optional<Revision> branch = targets.branchOf(target);
        RevisionSet roots =
                place.map(revision -> graph.childrenOf(set(revision))).orElseGet(graph::bases);
        RevisionSet leading = roots.intersection(set(branch.orElse(tip)).branchAncestors());
        return appliedDescendants(leading.isEmpty() ? roots.intersection(set(tip).branchAncestors()) : leading);
    }

    private List<Revision> lastApplied(Target target, int steps) {
        return new UndoPlanner(graph, database, targets.lineageOf(target)).last(steps, target);
    }

    private RevisionSet set(Revision revision) {
        return graph.known(List.of(revision.id()));
    }
}
