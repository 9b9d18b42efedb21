// SPDX-License-Identifier: Apache-2.0
package dev.migration.revision.target;

import java.util.List;
import java.util.Optional;

import dev.migration.revision.BranchWalker;
import dev.migration.revision.Revision;
import dev.migration.revision.RevisionGraph;
import dev.migration.revision.RevisionSet;
import dev.migration.revision.WalkResult;
import dev.migration.revision.fault.TargetException;
import dev.migration.revision.fault.WalkFault;

/**
 * Finds the start and the end of a range.
 *
 * <ul>
 *   <li>An end of {@code +N} counts from the start of the range and stops at the last revision.
 *   <li>A start of {@code -N} counts from the heads. If they have fewer ancestors than that, it counts from the end of
 *       the range and stops at the base.
 *   <li>A start on a branch excludes the ends that are not on that branch.
 * </ul>
 */
record RangeResolver(TargetResolver targets, RevisionGraph graph, BranchWalker walker) {

    RevisionRange resolve(TargetRange range) {
        boolean countsDown = range.start().map(TargetResolver::stepsFromCurrent).orElse(0) < 0;
        RevisionSet start =
                countsDown ? graph.none() : range.start().map(targets::resolve).orElseGet(graph::none);
        RevisionSet end = range.end().map(target -> end(target, start)).orElseGet(targets::realHeads);
        RevisionRange resolved = new RevisionRange(
                countsDown ? below(range.start().orElseThrow(), end) : start, onBranch(end, range.start()));
        if (!resolved.end().ancestors().containsAll(resolved.start())) {
            throw new TargetException(new WalkFault.NotAnAncestor(
                    resolved.start().ids(), resolved.end().ids()));
        }
        return resolved;
    }

    private RevisionSet end(Target target, RevisionSet start) {
        int steps = TargetResolver.stepsFromCurrent(target);
        if (steps < 0) {
            throw new TargetException(new WalkFault.WrongWay("The end of a range", target.toString()));
        }
        if (steps > 0) {
            return set(targets.up(start, target).end());
        }
        return TargetResolver.placeOf(target) instanceof Target.Walk walk && walk.steps() > 0
                ? clamped(target, walk)
                : targets.upgradeTo(target);
    }

    private RevisionSet clamped(Target target, Target.Walk walk) {
        Optional<Revision> start = targets.resolveOne(walk.from());
        return set(walker.up(start, walk.steps(), targets.branch(target), target.toString())
                .end());
    }

    private RevisionSet below(Target target, RevisionSet end) {
        int steps = -TargetResolver.stepsFromCurrent(target);
        List<WalkResult> fromHeads = targets.realHeads().intersection(targets.lineageOf(target)).inOrder().stream()
                .map(head -> walker.down(head, steps, target.toString()))
                .toList();
        boolean enough = fromHeads.stream().allMatch(walked -> walked.steps() == steps);
        List<WalkResult> walks = enough
                ? fromHeads
                : end.inOrder().stream()
                        .map(revision -> walker.down(revision, steps, target.toString()))
                        .toList();
        return graph.known(walks.stream()
                .flatMap(walked -> walked.end().stream())
                .map(Revision::id)
                .toList());
    }

    private RevisionSet onBranch(RevisionSet end, Optional<Target> start) {
        return start.map(target -> end.intersection(targets.lineageOf(target))).orElse(end);
    }

    private RevisionSet set(Optional<Revision> revision) {
        return graph.known(revision.map(Revision::id).map(List::of).orElseGet(List::of));
    }
}
