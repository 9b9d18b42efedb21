// SPDX-License-Identifier: Apache-2.0
package dev.migration.plan;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import dev.migration.plan.Plan.Operation;
import dev.migration.revision.Revision;
import dev.migration.revision.RevisionGraph;
import dev.migration.revision.RevisionSet;
import dev.migration.revision.VersionRows;
import dev.migration.revision.fault.TargetException;
import dev.migration.revision.fault.WalkFault;
import dev.migration.revision.target.Target;
import dev.migration.revision.target.TargetRange;
import dev.migration.revision.target.TargetResolver;

/**
 * Computes the steps from the applied revisions to a target.
 *
 * <ul>
 *   <li>An upgrade to T applies T and those of its ancestors that are not applied yet.
 *   <li>A downgrade to T reverts the applied descendants of T, the latest first; a branch that does not descend from T
 *       stays.
 *   <li>A stamp to T records T and its ancestors as applied, and its descendants as not applied; unrelated revisions
 *       stay.
 * </ul>
 *
 * <p>After every step, the version rows are the maximal applied revisions.
 */
public final class Planner {

    private final RevisionGraph graph;
    private final AppliedSet database;
    private final TargetResolver targets;

    /**
     * A planner for a database with recorded revisions.
     *
     * @param graph all revisions that have a script or are applied
     * @param scripted the ids of those that have a script: {@code heads} and {@code head} mean heads among these
     * @param appliedInOrder the ids of the applied revisions, in the order in which they were applied
     */
    public Planner(RevisionGraph graph, Collection<String> scripted, List<String> appliedInOrder) {
        this(graph, graph.known(scripted), AppliedSet.inOrder(graph, appliedInOrder));
    }

    private Planner(RevisionGraph graph, RevisionSet available, AppliedSet database) {
        this.graph = graph;
        this.database = database;
        this.targets = new TargetResolver(graph, available, database.applied());
    }

    /**
     * A planner for a database of which only version rows are known, as Alembic stores them. The order in which its
     * revisions were applied is unknown, so that a target that depends on it is refused.
     */
    public static Planner of(RevisionGraph graph, VersionRows rows) {
        return new Planner(graph, graph.all(), new AppliedSet(rows.applied(), Optional.empty()));
    }

    /** The resolver of targets for this database. */
    public TargetResolver targets() {
        return targets;
    }

    /** The version rows: the applied revisions without applied descendants. */
    public RevisionSet current() {
        return database.applied().maximal();
    }

    /**
     * The applied revisions that no other applied revision revises: the position on each branch, even if another branch
     * depends on it.
     */
    public RevisionSet currentBranches() {
        return database.applied().branchTips();
    }

    /** The revisions with a script that no other revision with a script revises. */
    public RevisionSet heads() {
        return targets.heads();
    }

    /** The revisions with a script that no other revision with a script revises or depends on. */
    public RevisionSet realHeads() {
        return targets.realHeads();
    }

    /** Whether the database is exactly at the heads: its version rows are the real heads. */
    public boolean isAtHeads() {
        return current().equals(realHeads());
    }

    /** The revisions that an upgrade to all heads applies. */
    public RevisionSet pending() {
        return heads().ancestors().minus(database.applied());
    }

    /**
     * The pending revisions that have applied descendants on their branches. Only {@code revises} counts: a dependency
     * on a pending revision is a legal declaration of an applied one, and a partially replaced revision has a fault of
     * its own.
     */
    public List<SplicedRevision> splices() {
        RevisionSet skipped = database.applied().branchAncestors().minus(database.applied());
        return skipped.inOrder().stream()
                .filter(revision -> !graph.partiallyReplaced().containsKey(revision.id()))
                .map(this::splice)
                .toList();
    }

    private SplicedRevision splice(Revision revision) {
        RevisionSet descendants =
                graph.known(List.of(revision.id())).branchDescendants().intersection(database.applied());
        return new SplicedRevision(revision, descendants.ids());
    }

    /**
     * The revisions of a range, newest first.
     *
     * @throws TargetException if the range is unknown or ambiguous
     */
    public List<Revision> history(TargetRange range) {
        return targets.resolveRange(range).revisions().inReverseOrder();
    }

    /**
     * The plan of an upgrade.
     *
     * @throws TargetException if the target is unknown or ambiguous
     */
    public Plan upgrade(Target target) {
        RevisionSet wanted = targets.upgradeTo(target).ancestors().minus(database.applied());
        graph.partiallyReplaced().forEach((id, fault) -> {
            if (wanted.contains(id)) {
                throw new TargetException(fault);
            }
        });
        return plan(Operation.UPGRADE).up(wanted).build();
    }

    /**
     * The plan that applies these revisions and everything that they depend on, as far as it is not applied.
     *
     * @param ids full ids; an unknown one counts for nothing
     */
    public Plan upgrade(Collection<String> ids) {
        return plan(Operation.UPGRADE)
                .up(graph.known(ids).ancestors().minus(database.applied()))
                .build();
    }

    /**
     * The plan of a downgrade.
     *
     * @throws TargetException if the target is unknown, ambiguous or not applied
     */
    public Plan downgrade(Target target) {
        return new DowngradePlanner(graph, database, targets).to(target);
    }

    /**
     * The plan that reverts exactly these revisions, as far as they are applied, descendants first.
     *
     * @param ids their full ids
     * @throws TargetException if a revision that is not listed is applied and descends from one of them
     */
    public Plan revert(Collection<String> ids) {
        RevisionSet wanted = graph.known(ids).intersection(database.applied());
        RevisionSet descendants =
                wanted.descendants().intersection(database.applied()).minus(wanted);
        if (!descendants.isEmpty()) {
            throw new TargetException(new WalkFault.HasDescendants(wanted.ids(), descendants.ids()));
        }
        return plan(Operation.DOWNGRADE).down(wanted).build();
    }

    /**
     * The plan of a stamp.
     *
     * @throws TargetException if a target is unknown or ambiguous
     */
    public Plan stamp(Collection<? extends Target> wanted) {
        return new StampPlanner(graph, database, targets).to(wanted);
    }

    /**
     * The plan of a stamp after all recorded revisions are removed.
     *
     * @throws TargetException if a target is unknown or ambiguous
     */
    public Plan purgeAndStamp(Collection<? extends Target> wanted) {
        return new StampPlanner(graph, database, targets).only(wanted);
    }

    private PlanBuilder plan(Operation operation) {
        return new PlanBuilder(operation, graph, database.applied());
    }
}
