// SPDX-License-Identifier: Apache-2.0
package dev.migration.plan;

import java.util.Collection;
import java.util.List;

import dev.migration.plan.Plan.Operation;
import dev.migration.revision.RevisionGraph;
import dev.migration.revision.RevisionSet;
import dev.migration.revision.target.Target;
import dev.migration.revision.target.TargetResolver;

/**
 * Computes another applied set. The result does not depend on the order of the targets.
 *
 * <ul>
 *   <li>The targets and their ancestors are applied afterwards.
 *   <li>The descendants of a target are not applied, unless another target descends from them.
 *   <li>{@code -N} removes the revisions that a downgrade would revert.
 *   <li>{@code base} removes everything; {@code branch@base} removes the applied revisions of that branch that no other
 *       branch needs. Together with other targets, both are ignored, because they mean the empty set.
 *   <li>All other revisions stay as they are.
 * </ul>
 */
record StampPlanner(RevisionGraph graph, AppliedSet database, TargetResolver targets) {

    Plan to(Collection<? extends Target> requested) {
        RevisionSet named = graph.none();
        RevisionSet removed = graph.none();
        for (Target target : requested) {
            if (TargetResolver.stepsFromCurrent(target) < 0) {
                removed = removed.union(new DowngradePlanner(graph, database, targets).reverted(target));
            } else {
                named = named.union(targets.resolve(target));
            }
        }
        if (named.isEmpty()) {
            removed = requested.stream().map(this::removedByBase).reduce(removed, RevisionSet::union);
        }
        return plan(named.ancestors(), removed.union(named.descendants()));
    }

    Plan only(Collection<? extends Target> requested) {
        RevisionSet named = graph.none();
        for (Target target : requested) {
            named = named.union(targets.resolve(target));
        }
        return plan(named.ancestors(), database.applied());
    }

    private Plan plan(RevisionSet requested, RevisionSet removed) {
        return new PlanBuilder(Operation.STAMP, graph, database.applied())
                .down(removed.intersection(database.applied()).minus(requested))
                .up(requested.minus(database.applied()))
                .build();
    }

    private RevisionSet removedByBase(Target target) {
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
