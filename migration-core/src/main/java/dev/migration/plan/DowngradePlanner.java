package dev.migration.plan;

import dev.migration.plan.Plan.Operation;
import dev.migration.revision.Revision;
import dev.migration.revision.RevisionGraph;
import dev.migration.revision.RevisionSet;
import dev.migration.revision.fault.TargetException;
import dev.migration.revision.fault.WalkFault;
import dev.migration.revision.target.Target;
import dev.migration.revision.target.TargetResolver;
import java.util.List;
import java.util.Optional;

/**
 * Finds what a downgrade takes off.
 *
 * <ul>
 *   <li>To a revision: what is applied above it, that is, its children and all that stands on them.
 *   <li>To a revision on a branch: as before, but only the children that lead to the branch's revision, if that lies above.
 *   <li>To the base of a branch: the bases that the branch stands on and all that stands on them, if something of the branch
 *       is applied.
 *   <li>{@code -N}: to the N-th revision below the only current one. With several of them, or a merge on the way, the way
 *       parts; then the maximal revision that was applied last is undone, N times.
 * </ul>
 */
final class DowngradePlanner {

    private final RevisionGraph graph;
    private final AppliedSet database;
    private final TargetResolver targets;

    DowngradePlanner(RevisionGraph graph, AppliedSet database, TargetResolver targets) {
        this.graph = graph;
        this.database = database;
        this.targets = targets;
    }

    Plan to(Target target) {
        int steps = stepsDown(target);
        PlanBuilder plan = new PlanBuilder(Operation.DOWNGRADE, graph, database.applied());
        if (steps == 0 || isStraight(target, steps)) {
            return plan.down(dropped(target)).build();
        }
        return plan.down(undone(target, steps))
                .note("'" + target + "' is ambiguous here; the revisions that were applied last are undone.")
                .build();
    }

    /** What is applied and is not after a downgrade to the target. */
    RevisionSet dropped(Target target) {
        int steps = stepsDown(target);
        if (steps > 0) {
            return isStraight(target, steps)
                    ? straightDown(target, steps)
                    : graph.known(
                            undone(target, steps).stream().map(Revision::id).toList());
        }
        RevisionSet places = targets.resolve(target);
        if (TargetResolver.placeOf(target) instanceof Target.Current) {
            return graph.none();
        }
        if (places.size() > 1) {
            targets.resolveOne(target);
        }
        return places.isEmpty() ? above(bases(target)) : aboveRevision(places, target);
    }

    private static int stepsDown(Target target) {
        int steps = TargetResolver.stepsFromCurrent(target);
        if (steps > 0) {
            throw new TargetException(new WalkFault.WrongWay("A downgrade", target.toString()));
        }
        return -steps;
    }

    private RevisionSet above(RevisionSet roots) {
        return roots.descendants().intersection(database.applied());
    }

    private RevisionSet aboveRevision(RevisionSet place, Target target) {
        if (!database.applied().containsAll(place)) {
            throw new TargetException(new WalkFault.NotApplied(
                    place.ids().get(0), database.applied().maximal().ids()));
        }
        return above(leadingTo(targets.branchOf(target), graph.childrenOf(place)));
    }

    /** Of several revisions those that lead to the branch's revision, if any does. */
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
        boolean begun = !tipsOn(target).isEmpty();
        return begun ? graph.bases().intersection(set(branch.get()).branchAncestors()) : graph.none();
    }

    /** Where the branch of a target is: its version rows, or what is hidden because another branch depends on it. */
    private RevisionSet tipsOn(Target target) {
        RevisionSet lineage = targets.lineageOf(target);
        RevisionSet rows = database.applied().maximal().intersection(lineage);
        return rows.isEmpty() ? database.applied().branchTips().intersection(lineage) : rows;
    }

    /** Whether there is one place to count from and no merge within so many steps. */
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
        return above(leading.isEmpty() ? roots.intersection(set(tip).branchAncestors()) : leading);
    }

    private List<Revision> undone(Target target, int steps) {
        return new UndoPlanner(graph, database, targets.lineageOf(target)).last(steps, target);
    }

    private RevisionSet set(Revision revision) {
        return graph.known(List.of(revision.id()));
    }
}
