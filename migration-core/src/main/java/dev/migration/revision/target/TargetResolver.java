// SPDX-License-Identifier: Apache-2.0
package dev.migration.revision.target;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import dev.migration.revision.BranchWalker;
import dev.migration.revision.NamedBranch;
import dev.migration.revision.Revision;
import dev.migration.revision.RevisionGraph;
import dev.migration.revision.RevisionSet;
import dev.migration.revision.WalkResult;
import dev.migration.revision.fault.ResolutionFault;
import dev.migration.revision.fault.TargetException;
import dev.migration.revision.fault.WalkFault;

/**
 * Resolves a {@link Target} to revisions, for every command.
 *
 * <ul>
 *   <li>{@code head} is the only revision that no other revision revises; {@code heads} are those that no other revises
 *       or depends on.
 *   <li>A name is an id, a label, or a prefix of one of them.
 *   <li>{@code branch@} restricts the result to the ancestors and descendants of the revision of that branch.
 *   <li>{@code +N} counts from the current revision of the database, on the branch if one is named.
 *   <li>{@code -N} counts from the heads; commands that go down from the current revision resolve it themselves.
 *   <li>The base is the empty set.
 * </ul>
 */
public final class TargetResolver {

    private final RevisionGraph graph;
    private final RevisionSet available;
    private final RevisionSet applied;
    private final NameResolver names;
    private final BranchWalker walker;

    /**
     * A resolver for a database.
     *
     * @param available the revisions that have a script: heads are heads among these, and walks up lead to these
     * @param applied the revisions that are applied in the database
     */
    public TargetResolver(RevisionGraph graph, RevisionSet available, RevisionSet applied) {
        this.graph = graph;
        this.available = available;
        this.applied = applied;
        this.names = new NameResolver(graph);
        this.walker = new BranchWalker(graph, available);
    }

    /** A resolver without a database. */
    public static TargetResolver of(RevisionGraph graph) {
        return new TargetResolver(graph, graph.all(), graph.none());
    }

    /**
     * The revisions that a target means.
     *
     * @throws TargetException if the target is unknown or ambiguous
     */
    public RevisionSet resolve(Target target) {
        return resolve(target, Optional.empty(), target);
    }

    /**
     * The revisions that several targets mean together.
     *
     * @throws TargetException if one of them is unknown or ambiguous
     */
    public RevisionSet resolve(Collection<? extends Target> targets) {
        RevisionSet all = graph.none();
        for (Target target : targets) {
            all = all.union(resolve(target));
        }
        return all;
    }

    /**
     * The one revision that a target means; empty for the base.
     *
     * @throws TargetException if the target is unknown or means several revisions
     */
    public Optional<Revision> resolveOne(Target target) {
        return single(resolve(target), target);
    }

    /**
     * The revisions that an upgrade to the target leads to.
     *
     * @throws TargetException if the target is unknown or ambiguous, or leads down
     */
    public RevisionSet upgradeTo(Target target) {
        if (stepsFromCurrent(target) < 0) {
            throw new TargetException(new WalkFault.WrongWay("An upgrade", target.toString()));
        }
        RevisionSet wanted = resolve(target);
        if (wanted.isEmpty() && placeOf(target) instanceof Target.Walk walk) {
            throw new TargetException(new WalkFault.WalkedTooFar(target.toString(), Math.abs(walk.steps()) - 1));
        }
        return wanted;
    }

    /**
     * The start and the end of a range.
     *
     * @throws TargetException if the end does not descend from the start
     */
    public RevisionRange resolveRange(TargetRange range) {
        return new RangeResolver(this, graph, walker).resolve(range);
    }

    /** The branch that a target names, as the revision with its label or id. */
    public Optional<Revision> branchOf(Target target) {
        return branch(target).map(NamedBranch::revision);
    }

    /**
     * The ancestors and descendants of the revision of the target's branch; all revisions if the target names no
     * branch.
     */
    public RevisionSet lineageOf(Target target) {
        return branch(target).map(NamedBranch::lineage).orElseGet(graph::all);
    }

    /** The number of steps of a target that counts from the current revision; 0 for any other target. */
    public static int stepsFromCurrent(Target target) {
        return placeOf(target) instanceof Target.Relative relative ? relative.steps() : 0;
    }

    /** The target without its branch. */
    public static Target placeOf(Target target) {
        return target instanceof Target.InBranch inBranch ? inBranch.place() : target;
    }

    /** The revisions with a script that no other revision with a script revises. */
    public RevisionSet heads() {
        return available.branchTips();
    }

    /** The revisions with a script that no other revision with a script revises or depends on. */
    public RevisionSet realHeads() {
        return available.maximal();
    }

    /**
     * Walks down from one revision.
     *
     * @return the last revision; empty is the base
     * @throws TargetException if a step is ambiguous or there are too few steps
     */
    public Optional<Revision> down(Revision start, int steps, Target target) {
        return walker.down(start, steps, target.toString()).all(steps, target.toString());
    }

    /** Whether a walk of this many steps down from a revision crosses no merge. */
    public boolean isStraightDown(Revision start, int steps) {
        return walker.isStraight(start, steps);
    }

    Optional<NamedBranch> branch(Target target) {
        return target instanceof Target.InBranch inBranch
                ? Optional.of(names.branch(inBranch.branch()))
                : Optional.empty();
    }

    /** The result of counting up from the given revisions. */
    WalkResult up(RevisionSet from, Target target) {
        Optional<NamedBranch> branch = branch(target);
        return walker.up(start(from, branch, target), stepsFromCurrent(target), branch, target.toString());
    }

    private RevisionSet resolve(Target target, Optional<NamedBranch> branch, Target typed) {
        if (target instanceof Target.InBranch inBranch) {
            return resolve(inBranch.place(), branch(inBranch), typed);
        }
        if (target instanceof Target.Named named) {
            return set(Optional.of(
                    branch.map(known -> names.find(named.name(), known)).orElseGet(() -> names.find(named.name()))));
        }
        if (target instanceof Target.Relative relative) {
            return relative.steps() > 0
                    ? set(up(applied, typed).all(relative.steps(), typed.toString()))
                    : downFromHeads(-relative.steps(), branch, typed);
        }
        return target instanceof Target.Walk walk ? set(walk(walk, branch, typed)) : symbol(target, branch, typed);
    }

    private RevisionSet symbol(Target symbol, Optional<NamedBranch> branch, Target typed) {
        if (symbol instanceof Target.Heads) {
            return branch.isEmpty()
                    ? realHeads()
                    : heads().intersection(branch.get().lineage());
        }
        if (symbol instanceof Target.Head) {
            RevisionSet heads =
                    branch.map(known -> heads().intersection(known.lineage())).orElseGet(this::heads);
            return set(single(heads, typed));
        }
        if (symbol instanceof Target.Current) {
            return branch.map(known -> applied.intersection(known.lineage()).maximal())
                    .orElseGet(applied::maximal);
        }
        return graph.none();
    }

    private Optional<Revision> walk(Target.Walk walk, Optional<NamedBranch> branch, Target typed) {
        if (walk.steps() > 0) {
            Optional<Revision> start = single(resolve(walk.from(), Optional.empty(), typed), typed);
            return walker.up(start, walk.steps(), branch, typed.toString()).all(walk.steps(), typed.toString());
        }
        Optional<Revision> start = single(resolve(walk.from(), branch, typed), typed);
        return start.map(revision ->
                        walker.down(revision, -walk.steps(), typed.toString()).all(-walk.steps(), typed.toString()))
                .orElseThrow(() -> new TargetException(new WalkFault.WalkedTooFar(typed.toString(), 0)));
    }

    private RevisionSet downFromHeads(int steps, Optional<NamedBranch> branch, Target typed) {
        RevisionSet found = graph.none();
        for (Revision head : realHeads().inOrder()) {
            if (branch.isEmpty() || branch.get().lineage().contains(head.id())) {
                found = found.union(
                        set(walker.down(head, steps, typed.toString()).all(steps, typed.toString())));
            }
        }
        return found;
    }

    /**
     * The revision at which counting up starts: the only maximal revision, or on a branch the only maximal one of that
     * branch. If no maximal revision is on the branch, counting starts at the last ancestor that is on the branch, and
     * if there is none, at the base.
     */
    private static Optional<Revision> start(RevisionSet from, Optional<NamedBranch> branch, Target target) {
        RevisionSet starts = from.maximal();
        if (branch.isPresent()) {
            RevisionSet lineage = branch.get().lineage();
            RevisionSet onBranch = starts.intersection(lineage);
            starts = onBranch.isEmpty() ? from.ancestors().intersection(lineage).maximal() : onBranch;
        }
        if (starts.size() > 1) {
            throw new TargetException(new WalkFault.AmbiguousCurrent(target.toString(), starts.ids()));
        }
        return starts.inOrder().stream().findFirst();
    }

    private static Optional<Revision> single(RevisionSet found, Target target) {
        if (found.size() > 1) {
            throw new TargetException(new ResolutionFault.MultipleHeads(target.toString(), found.ids()));
        }
        return found.inOrder().stream().findFirst();
    }

    private RevisionSet set(Optional<Revision> revision) {
        return graph.known(revision.map(Revision::id).map(List::of).orElseGet(List::of));
    }
}
