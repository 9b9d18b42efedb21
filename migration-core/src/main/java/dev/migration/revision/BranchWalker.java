// SPDX-License-Identifier: Apache-2.0
package dev.migration.revision;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

import dev.migration.revision.fault.TargetException;
import dev.migration.revision.fault.WalkFault;

/**
 * Walks a number of revisions up or down along a branch. Dependencies are not followed. A walk that could continue at
 * several revisions is refused.
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
     * @param start the revision to start from; empty is the base
     * @param steps the number of steps
     * @param branch the branch to follow; if empty, there must be only one way up
     */
    public WalkResult up(Optional<Revision> start, int steps, Optional<NamedBranch> branch, String target) {
        int here = start.map(revision -> graph.ordinal(revision.id())).orElse(BASE);
        for (int done = 0; done < steps; done++) {
            int[] next = next(here, branch);
            if (next.length == 0) {
                return new WalkResult(revision(here), done);
            }
            here = only(next, choices -> new WalkFault.AmbiguousWalk(target, choices));
        }
        return new WalkResult(revision(here), steps);
    }

    /** Walks down; the base counts as the last step. */
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

    /** Whether a walk of this many steps down crosses no merge; it may end early at the base. */
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

    private int[] next(int here, Optional<NamedBranch> branch) {
        IntStream next = here == BASE
                ? graph.bases().ordinals()
                : IntStream.of(graph.revises().up(here));
        return next.filter(available::contains)
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
