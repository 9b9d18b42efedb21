package dev.migration.revision.target;

import dev.migration.revision.BranchWalker;
import dev.migration.revision.NamedBranch;
import dev.migration.revision.Revision;
import dev.migration.revision.RevisionGraph;
import dev.migration.revision.RevisionSet;
import dev.migration.revision.WalkResult;
import dev.migration.revision.fault.ResolutionFault;
import dev.migration.revision.fault.TargetException;
import dev.migration.revision.fault.WalkFault;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Says which revisions a {@link Target} means, for every command.
 *
 * <ul>
 *   <li>{@code head} is the only revision that no other revises; {@code heads} are those that no other revises or depends on.
 *   <li>A name is an id, a label, or the beginning of one of them.
 *   <li>{@code branch@} keeps what shares a line with the branch: what leads to its revision, and what follows it.
 *   <li>{@code +N} counts from where the database is, on the branch if one is named.
 *   <li>{@code -N} counts from the heads here; commands that go down from where the database is say so themselves.
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
     * @param available the revisions that have a script: heads are heads among these, and walks up lead to these
     * @param applied the revisions that the database has
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

    /** What a target means. @throws TargetException if it means nothing certain */
    public RevisionSet resolve(Target target) {
        return resolve(target, Optional.empty(), target);
    }

    /** What several targets mean together. @throws TargetException if one of them means nothing certain */
    public RevisionSet resolve(Collection<? extends Target> targets) {
        RevisionSet all = graph.none();
        for (Target target : targets) {
            all = all.union(resolve(target));
        }
        return all;
    }

    /** The one revision that a target means; empty for the base. @throws TargetException if it may mean several */
    public Optional<Revision> resolveOne(Target target) {
        return single(resolve(target), target);
    }

    /** What an upgrade to the target brings in. @throws TargetException if it leads down */
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

    /** Where a range begins and ends. @throws TargetException if the end does not stand on the beginning */
    public RevisionRange resolveRange(TargetRange range) {
        return new RangeResolver(this, graph, walker).resolve(range);
    }

    /** The branch that a target names, as the revision that carries its label or id. */
    public Optional<Revision> branchOf(Target target) {
        return branch(target).map(NamedBranch::revision);
    }

    /** What the database has on the branch of a target: what leads to the branch's revision and what follows it. */
    public RevisionSet lineageOf(Target target) {
        return branch(target).map(NamedBranch::lineage).orElseGet(graph::all);
    }

    /** The number of steps of a target that counts from where the database is; 0 for any other. */
    public static int stepsFromCurrent(Target target) {
        return placeOf(target) instanceof Target.Relative relative ? relative.steps() : 0;
    }

    /** A target without its branch. */
    public static Target placeOf(Target target) {
        return target instanceof Target.InBranch inBranch ? inBranch.place() : target;
    }

    /** Revisions that no other revision with a script revises. */
    public RevisionSet heads() {
        return available.branchTips();
    }

    /** Revisions that no other revision with a script revises or depends on. */
    public RevisionSet effectiveHeads() {
        return available.maximal();
    }

    /**
     * Walks down from one revision.
     *
     * @return where it ends; empty is the base
     * @throws TargetException if the way parts or is too short
     */
    public Optional<Revision> down(Revision start, int steps, Target target) {
        return walker.down(start, steps, target.toString()).all(steps, target.toString());
    }

    /** Whether so many steps down from a revision lead over no merge. */
    public boolean isStraightDown(Revision start, int steps) {
        return walker.isStraight(start, steps);
    }

    Optional<NamedBranch> branch(Target target) {
        return target instanceof Target.InBranch inBranch
                ? Optional.of(names.branch(inBranch.branch()))
                : Optional.empty();
    }

    /** What counting up from what is applied, or will be, leads to. */
    WalkResult up(RevisionSet from, Target target) {
        Optional<NamedBranch> branch = branch(target);
        return walker.up(start(from, branch, target), stepsFromCurrent(target), branch, target.toString());
    }

    private RevisionSet resolve(Target target, Optional<NamedBranch> branch, Target whole) {
        if (target instanceof Target.InBranch inBranch) {
            return resolve(inBranch.place(), branch(inBranch), whole);
        }
        if (target instanceof Target.Named named) {
            return set(Optional.of(
                    branch.map(known -> names.find(named.name(), known)).orElseGet(() -> names.find(named.name()))));
        }
        if (target instanceof Target.Relative relative) {
            return relative.steps() > 0
                    ? set(up(applied, whole).all(relative.steps(), whole.toString()))
                    : belowHeads(-relative.steps(), branch, whole);
        }
        return target instanceof Target.Walk walk ? set(walk(walk, branch, whole)) : symbol(target, branch, whole);
    }

    private RevisionSet symbol(Target symbol, Optional<NamedBranch> branch, Target whole) {
        if (symbol instanceof Target.Heads) {
            return branch.isEmpty()
                    ? effectiveHeads()
                    : heads().intersection(branch.get().lineage());
        }
        if (symbol instanceof Target.Head) {
            RevisionSet heads =
                    branch.map(known -> heads().intersection(known.lineage())).orElseGet(this::heads);
            return set(single(heads, whole));
        }
        if (symbol instanceof Target.Current) {
            return branch.map(known -> applied.intersection(known.lineage()).maximal())
                    .orElseGet(applied::maximal);
        }
        return graph.none();
    }

    private Optional<Revision> walk(Target.Walk walk, Optional<NamedBranch> branch, Target whole) {
        if (walk.steps() > 0) {
            Optional<Revision> start = single(resolve(walk.from(), Optional.empty(), whole), whole);
            return walker.up(start, walk.steps(), branch, whole.toString()).all(walk.steps(), whole.toString());
        }
        Optional<Revision> start = single(resolve(walk.from(), branch, whole), whole);
        return start.map(revision ->
                        walker.down(revision, -walk.steps(), whole.toString()).all(-walk.steps(), whole.toString()))
                .orElseThrow(() -> new TargetException(new WalkFault.WalkedTooFar(whole.toString(), 0)));
    }

    private RevisionSet belowHeads(int steps, Optional<NamedBranch> branch, Target whole) {
        RevisionSet found = graph.none();
        for (Revision head : effectiveHeads().inOrder()) {
            if (branch.isEmpty() || branch.get().lineage().contains(head.id())) {
                found = found.union(
                        set(walker.down(head, steps, whole.toString()).all(steps, whole.toString())));
            }
        }
        return found;
    }

    /**
     * Where counting up begins: at the only maximal revision, on a branch at the only one of those on it. Does none lie on the
     * branch, at the last one below it that is there; is nothing of the branch there, at the base.
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
