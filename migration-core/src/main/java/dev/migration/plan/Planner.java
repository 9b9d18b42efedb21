package dev.migration.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

import dev.migration.error.NearestWord;
import dev.migration.plan.Plan.Operation;
import dev.migration.plan.Step.Direction;
import dev.migration.revision.Revision;
import dev.migration.revision.RevisionGraph;
import dev.migration.revision.RevisionSet;
import dev.migration.revision.Target;
import dev.migration.revision.TargetException;

/**
 * Works out the steps from the applied revisions to a target.
 *
 * <ul>
 *   <li>Upgrade to T puts on what T stands on, T included, and what is not applied yet.
 *   <li>Downgrade to T takes off what is applied above T, highest first; a branch that does not stand on T stays.
 *   <li>Stamp to T makes applied exactly what T stands on, among the revisions related to T; others stay.
 * </ul>
 */
public final class Planner {

    private final RevisionGraph graph;
    private final List<String> appliedInOrder;
    private final RevisionSet applied;
    private final RevisionSet heads;

    /**
     * @param graph every revision that has a script or is applied
     * @param scripted the ids of those that have a script: {@code heads} and {@code head} mean heads among these
     * @param appliedInOrder the ids of the applied revisions, the one applied last at the end
     */
    public Planner(RevisionGraph graph, Collection<String> scripted, List<String> appliedInOrder) {
        this.graph = graph;
        this.appliedInOrder = List.copyOf(appliedInOrder);
        this.applied = graph.known(appliedInOrder);
        RevisionSet available = graph.known(scripted);
        this.heads = available.minus(graph.downRevisionsOf(available));
    }

    /** The applied revisions on which no other applied one stands. */
    public RevisionSet current() {
        return applied.maximal();
    }

    /** The revisions with a script that no other revision with a script revises. */
    public RevisionSet heads() {
        return heads;
    }

    /** What an upgrade to every head would put on. */
    public RevisionSet pending() {
        return heads.ancestors().minus(applied);
    }

    /** @throws TargetException if the target means nothing certain */
    public Plan upgrade(Target target) {
        RevisionSet wanted = upgradeTarget(target).ancestors().minus(applied);
        return plan(Operation.UPGRADE, up(wanted), applied.union(wanted));
    }

    /** @throws TargetException if the target means nothing certain, or is not applied */
    public Plan downgrade(Target target) {
        if (target instanceof Target.Relative relative) {
            return undo(relative);
        }
        RevisionSet dropped = above(target).intersection(applied);
        return plan(Operation.DOWNGRADE, down(dropped.inReverseOrder()), applied.minus(dropped));
    }

    /** @throws TargetException if a target means nothing certain */
    public Plan stamp(Collection<Target> targets) {
        RevisionSet named = graph.known(List.of());
        boolean everything = targets.stream().anyMatch(Target.Base.class::isInstance);
        for (Target target : targets) {
            named = named.union(target instanceof Target.Base ? named : stampTarget(target));
        }
        RevisionSet wanted = named.ancestors();
        RevisionSet dropped = (everything ? applied : named.descendants().intersection(applied)).minus(wanted);
        RevisionSet added = wanted.minus(applied);
        List<Step> steps = Stream.concat(down(dropped.inReverseOrder()).stream(), up(added).stream())
                .toList();
        return plan(Operation.STAMP, steps, applied.minus(dropped).union(added));
    }

    private Plan plan(Operation operation, List<Step> steps, RevisionSet after) {
        return new Plan(operation, steps, current().ids(), after.maximal().ids());
    }

    private static List<Step> up(RevisionSet revisions) {
        return revisions.inOrder().stream()
                .map(revision -> new Step(Direction.UP, revision))
                .toList();
    }

    private static List<Step> down(List<Revision> revisions) {
        return revisions.stream()
                .map(revision -> new Step(Direction.DOWN, revision))
                .toList();
    }

    private RevisionSet upgradeTarget(Target target) {
        if (target instanceof Target.Relative relative) {
            return stepsUp(relative);
        }
        return target instanceof Target.Base ? graph.known(List.of()) : absolute(target);
    }

    private RevisionSet stampTarget(Target target) {
        if (target instanceof Target.Relative) {
            throw new TargetException(
                    "A stamp cannot go to '" + target + "'.", "Name a revision, or use heads, head or base.");
        }
        return absolute(target);
    }

    private RevisionSet absolute(Target target) {
        if (target instanceof Target.Named named) {
            return graph.known(List.of(named(named.name()).id()));
        }
        if (target instanceof Target.Head && heads.size() > 1) {
            throw new TargetException(
                    "There are " + heads.size() + " heads: " + String.join(", ", heads.ids()) + ".",
                    "Use 'heads' for all of them, name one, or join them with a merge revision.");
        }
        return heads;
    }

    private Revision named(String name) {
        return graph.find(name)
                .or(() -> graph.findLabel(name))
                .orElseThrow(() -> new TargetException(
                        "There is no revision '" + name + "'." + NearestWord.question(name, graph.ids()),
                        "Use the id of a revision, or heads, head or base."));
    }

    private RevisionSet above(Target target) {
        if (target instanceof Target.Base) {
            return applied;
        }
        RevisionSet kept = absolute(target);
        for (String id : kept.minus(applied).ids()) {
            throw new TargetException(
                    "Revision '" + id + "' is not applied, so there is no way down to it.",
                    "Applied now: "
                            + (applied.isEmpty()
                                    ? "nothing"
                                    : String.join(", ", current().ids())) + ". Use upgrade to go up.");
        }
        return graph.childrenOf(kept).descendants();
    }

    /** Follows the only child N times; several children, or several places to start from, are refused. */
    private RevisionSet stepsUp(Target.Relative relative) {
        requireSign(relative, relative.steps() > 0, "An upgrade");
        RevisionSet here = current();
        RevisionSet scripted = heads.ancestors();
        for (int step = 1; step <= relative.steps(); step++) {
            RevisionSet next = (here.isEmpty() ? graph.bases() : graph.childrenOf(here))
                    .intersection(scripted)
                    .minus(applied);
            here = onlyOne(next, relative);
        }
        return here;
    }

    private static RevisionSet onlyOne(RevisionSet next, Target.Relative relative) {
        if (next.isEmpty()) {
            throw new TargetException(
                    "There are fewer than " + relative.steps() + " revisions above the database.",
                    "Use heads to go all the way.");
        }
        if (next.size() > 1) {
            throw new TargetException(
                    "'" + relative + "' is ambiguous: the way up forks to " + String.join(", ", next.ids()) + ".",
                    "Name the revision to go to.");
        }
        return next;
    }

    /**
     * Undoes the head that was applied last, N times. On a single line that is N down revisions, as in Alembic; with several
     * heads or a merge on the way Alembic picks any row or gives up.
     */
    private Plan undo(Target.Relative relative) {
        requireSign(relative, relative.steps() < 0, "A downgrade");
        if (-relative.steps() > applied.size()) {
            throw new TargetException(
                    "Only " + applied.size() + " revisions are applied; '" + relative + "' goes below the first.",
                    "Use base to take off all of them.");
        }
        List<Revision> dropped = new ArrayList<>();
        RevisionSet left = applied;
        for (int step = relative.steps(); step < 0; step++) {
            Revision last = lastApplied(left.maximal());
            dropped.add(last);
            left = left.minus(graph.known(List.of(last.id())));
        }
        return plan(Operation.DOWNGRADE, down(dropped), left);
    }

    private Revision lastApplied(RevisionSet candidates) {
        for (int index = appliedInOrder.size() - 1; index >= 0; index--) {
            if (candidates.contains(appliedInOrder.get(index))) {
                return graph.find(appliedInOrder.get(index)).orElseThrow();
            }
        }
        throw new IllegalArgumentException("None of " + candidates + " is applied");
    }

    private static void requireSign(Target.Relative relative, boolean right, String what) {
        if (!right) {
            throw new TargetException(
                    what + " cannot go to '" + relative + "'.",
                    "Use +N to go N revisions up and -N to go N revisions down.");
        }
    }
}
