package dev.migration.revision;

import dev.migration.revision.fault.TargetException;
import dev.migration.revision.fault.WalkFault;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Goes some revisions up or down along a branch. Dependencies are not followed. Where the way parts, nobody can know which way
 * was meant.
 */
public final class BranchWalker {

    private static final int BASE = -1;

    private final RevisionGraph graph;
    private final RevisionSet available;

    public BranchWalker(RevisionGraph graph, RevisionSet available) {
        this.graph = graph;
        this.available = available;
    }

    /**
     * Walks up.
     *
     * @param start where from; empty is the base
     * @param steps how many
     * @param branch on which branch; empty means wherever the only way leads
     */
    public WalkResult up(Optional<Revision> start, int steps, Optional<NamedBranch> branch, String target) {
        int here = start.map(revision -> graph.ordinal(revision.id())).orElse(BASE);
        for (int done = 0; done < steps; done++) {
            int[] next = above(here, branch);
            if (next.length == 0) {
                return new WalkResult(revision(here), done);
            }
            here = only(next, choices -> new WalkFault.AmbiguousWalk(target, choices));
        }
        return new WalkResult(revision(here), steps);
    }

    /** Walks down; the base is the last step that there is. */
    public WalkResult down(Revision start, int steps, String target) {
        int here = graph.ordinal(start.id());
        for (int done = 0; done < steps; done++) {
            if (here == BASE) {
                return new WalkResult(Optional.empty(), done);
            }
            int[] next = graph.revises().down(here);
            here = next.length == 0 ? BASE : only(next, choices -> new WalkFault.AmbiguousMerge(target, choices));
        }
        return new WalkResult(revision(here), steps);
    }

    /** Whether so many steps down lead over no merge, as far as there are steps. */
    public boolean isStraight(Revision start, int steps) {
        int here = graph.ordinal(start.id());
        for (int done = 0; done < steps; done++) {
            int[] next = graph.revises().down(here);
            if (next.length != 1) {
                return next.length == 0;
            }
            here = next[0];
        }
        return true;
    }

    private int[] above(int here, Optional<NamedBranch> branch) {
        IntStream above = here == BASE
                ? graph.bases().ordinals()
                : IntStream.of(graph.revises().up(here));
        return above.filter(available::contains)
                .filter(ordinal -> branch.isEmpty() || branch.get().lineage().contains(ordinal))
                .toArray();
    }

    private int only(int[] next, Function<List<String>, WalkFault> fault) {
        if (next.length > 1) {
            throw new TargetException(fault.apply(IntStream.of(next)
                    .mapToObj(ordinal -> graph.revisions().get(ordinal).id())
                    .toList()));
        }
        return next[0];
    }

    private Optional<Revision> revision(int ordinal) {
        return ordinal == BASE
                ? Optional.empty()
                : Optional.of(graph.revisions().get(ordinal));
    }
}
