package dev.migration.plan;

import dev.migration.revision.Revision;
import dev.migration.revision.RevisionGraph;
import dev.migration.revision.RevisionSet;
import dev.migration.revision.fault.AuthoringFault;
import dev.migration.revision.fault.TargetException;
import dev.migration.revision.target.Target;
import dev.migration.revision.target.TargetResolver;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A branch put onto another place. Only its first revision gets new parents; what stands on it comes along unchanged.
 *
 * @param revision the first revision of the branch, with its new parents
 * @param moved it and all that stands on it, in order
 */
public record Rebase(Revision revision, List<Revision> moved) {

    public Rebase {
        moved = List.copyOf(moved);
    }

    /**
     * Plans the move.
     *
     * @param branch the first revision to move
     * @param onto where to; {@code head} means the head of what does not move
     * @param applied what is known to be applied in some database
     * @throws TargetException if something to be moved is applied, or the target would move too
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

    /** A merge keeps the parents that the target does not stand on. */
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
