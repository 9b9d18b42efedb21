package dev.migration.plan;

import dev.migration.plan.Plan.Operation;
import dev.migration.revision.RevisionGraph;
import dev.migration.revision.RevisionSet;
import dev.migration.revision.target.Target;
import dev.migration.revision.target.TargetResolver;
import java.util.Collection;
import java.util.List;

/**
 * Writes down another applied set; a set operation, whatever the order of the targets.
 *
 * <ul>
 *   <li>What the targets stand on is applied afterwards.
 *   <li>What stands on a target is not, unless another target stands on it.
 *   <li>{@code -N} takes off what a downgrade would.
 *   <li>{@code base} takes everything off, {@code branch@base} what is applied on that branch and not needed by another one.
 *       Beside other targets they add nothing, as the empty set does.
 *   <li>All else stays as it is.
 * </ul>
 */
final class StampPlanner {

    private final RevisionGraph graph;
    private final AppliedSet database;
    private final TargetResolver targets;

    StampPlanner(RevisionGraph graph, AppliedSet database, TargetResolver targets) {
        this.graph = graph;
        this.database = database;
        this.targets = targets;
    }

    Plan to(Collection<? extends Target> wanted) {
        RevisionSet named = graph.none();
        RevisionSet dropped = graph.none();
        for (Target target : wanted) {
            if (TargetResolver.stepsFromCurrent(target) < 0) {
                dropped = dropped.union(new DowngradePlanner(graph, database, targets).dropped(target));
            } else {
                named = named.union(targets.resolve(target));
            }
        }
        if (named.isEmpty()) {
            dropped = wanted.stream().map(this::droppedByBase).reduce(dropped, RevisionSet::union);
        }
        return plan(named.ancestors(), dropped.union(named.descendants()));
    }

    Plan only(Collection<? extends Target> wanted) {
        RevisionSet named = graph.none();
        for (Target target : wanted) {
            named = named.union(targets.resolve(target));
        }
        return plan(named.ancestors(), database.applied());
    }

    private Plan plan(RevisionSet wanted, RevisionSet dropped) {
        return new PlanBuilder(Operation.STAMP, graph, database.applied())
                .down(dropped.intersection(database.applied()).minus(wanted))
                .up(wanted.minus(database.applied()))
                .build();
    }

    private RevisionSet droppedByBase(Target target) {
        if (!(TargetResolver.placeOf(target) instanceof Target.Base)) {
            return graph.none();
        }
        return targets.branchOf(target)
                .map(branch -> onlyOn(graph.known(List.of(branch.id()))))
                .orElseGet(database::applied);
    }

    private RevisionSet onlyOn(RevisionSet branch) {
        RevisionSet related = branch.ancestors().union(branch.descendants());
        RevisionSet needed = database.applied().maximal().minus(related).ancestors();
        return branch.lineage().intersection(database.applied()).minus(needed).descendants();
    }
}
