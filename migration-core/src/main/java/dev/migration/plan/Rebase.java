// SPDX-License-Identifier: Apache-2.0
package dev.migration.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import dev.migration.revision.Revision;
import dev.migration.revision.RevisionGraph;
import dev.migration.revision.RevisionSet;
import dev.migration.revision.fault.AuthoringFault;
import dev.migration.revision.fault.TargetException;
import dev.migration.revision.target.Target;
import dev.migration.revision.target.TargetResolver;

/**
 * A move of a branch to another parent. Only its first revision gets new parents; its descendants move with it
 * unchanged.
 *
 * @param revision the first revision of the branch, with its new parents
 * @param moved the first revision and all its descendants, in order
 */
public record Rebase(Revision revision, List<Revision> moved) {

    public Rebase {
        moved = List.copyOf(moved);
    }

    /**
     * Plans the move.
     *
     * @param branch the first revision to move
     * @param onto the new parent; {@code head} means the head among the revisions that do not move
     * @param applied the ids that are known to be applied in some database
     * @throws TargetException if a revision to move is applied, or the target is among the revisions to move
     */
    public static Rebase of(RevisionGraph graph, Target branch, Target onto, Collection<String> applied) {
        Revision first = TargetResolver.of(graph)
                .resolveOne(branch)
                .orElseThrow(() -> new TargetException(new AuthoringFault.OntoItself("base", onto.toString())));
        RevisionSet moved = graph.known(List.of(first.id())).descendants();
        RevisionSet rewritten = moved.intersection(graph.knownOrReplacements(applied));
        if (!rewritten.isEmpty()) {
            throw new TargetException(new AuthoringFault.AlreadyApplied(rewritten.ids()));
        }
        RevisionSet place = place(graph, onto, moved);
        if (!place.intersection(moved).isEmpty()) {
            throw new TargetException(new AuthoringFault.OntoItself(first.id(), onto.toString()));
        }
        List<String> parents = parents(graph, first, place);
        return new Rebase(first.revises(parents.toArray(String[]::new)), moved.inOrder());
    }

    private static RevisionSet place(RevisionGraph graph, Target onto, RevisionSet moved) {
        if (TargetResolver.placeOf(onto) instanceof Target.Named) {
            return TargetResolver.of(graph).resolve(onto);
        }
        return new TargetResolver(graph, graph.all().minus(moved), graph.none()).resolve(onto);
    }

    /** The new parents: a merge keeps those of its parents that are not ancestors of the target. */
    private static List<String> parents(RevisionGraph graph, Revision first, RevisionSet place) {
        RevisionSet old = graph.downRevisionsOf(graph.known(List.of(first.id())));
        List<String> parents = new ArrayList<>(place.ids());
        if (old.size() > 1) {
            RevisionSet kept = old.minus(place.ancestors());
            if (kept.size() == old.size()) {
                throw new TargetException(new AuthoringFault.NoParentToReplace(first.id(), old.ids()));
            }
            parents.addAll(kept.ids());
        }
        return parents;
    }
}
