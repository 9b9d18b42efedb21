package dev.migration.plan;

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
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Works out the steps from the applied revisions to a target.
 *
 * <ul>
 *   <li>Upgrade to T puts on what T stands on, T included, and what is not applied yet.
 *   <li>Downgrade to T takes off what is applied above T, highest first; a branch that does not stand on T stays.
 *   <li>Stamp to T makes applied exactly what T stands on, among the revisions related to T; others stay.
 * </ul>
 *
 * Whatever is applied, the version rows are its maximal elements, after every step.
 */
public final class Planner {

    private final RevisionGraph graph;
    private final AppliedSet database;
    private final TargetResolver targets;

    /**
     * @param graph every revision that has a script or is applied
     * @param scripted the ids of those that have a script: {@code heads} and {@code head} mean heads among these
     * @param appliedInOrder the ids of the applied revisions, the one applied last at the end
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
     * A planner for a database of which only version rows are known, as Alembic keeps them. In what order its revisions were
     * applied nobody knows, so what depends on that is refused.
     */
    public static Planner of(RevisionGraph graph, VersionRows rows) {
        return new Planner(graph, graph.all(), new AppliedSet(rows.applied(), Optional.empty()));
    }

    /** What targets mean for this database. */
    public TargetResolver targets() {
        return targets;
    }

    /** The applied revisions on which no other applied one stands: the version rows. */
    public RevisionSet current() {
        return database.applied().maximal();
    }

    /** The applied revisions that no other applied one revises: where each branch is, also when another depends on it. */
    public RevisionSet currentBranches() {
        return database.applied().branchTips();
    }

    /** The revisions with a script that no other revision with a script revises. */
    public RevisionSet heads() {
        return targets.heads();
    }

    /** The revisions with a script that no other revision with a script revises or depends on. */
    public RevisionSet effectiveHeads() {
        return targets.effectiveHeads();
    }

    /** Whether the database has everything and nothing else: its version rows are the effective heads. */
    public boolean isAtHeads() {
        return current().equals(effectiveHeads());
    }

    /** What an upgrade to every head would put on. */
    public RevisionSet pending() {
        return heads().ancestors().minus(database.applied());
    }

    /**
     * The pending revisions that an applied one follows. Only {@code revises} counts: to depend on something pending is how an
     * applied revision says that it should have been there, and what stands for others without being complete has a fault of
     * its own.
     */
    public List<SplicedRevision> splices() {
        RevisionSet below = database.applied().branchAncestors().minus(database.applied());
        return below.inOrder().stream()
                .filter(revision -> !graph.partiallyReplaced().containsKey(revision.id()))
                .map(this::splice)
                .toList();
    }

    private SplicedRevision splice(Revision revision) {
        RevisionSet above =
                graph.known(List.of(revision.id())).branchDescendants().intersection(database.applied());
        return new SplicedRevision(revision, above.ids());
    }

    /** The revisions of a range, newest first. @throws TargetException if the range means nothing certain */
    public List<Revision> history(TargetRange range) {
        return targets.resolveRange(range).revisions().inReverseOrder();
    }

    /** @throws TargetException if the target means nothing certain */
    public Plan upgrade(Target target) {
        RevisionSet wanted = targets.upgradeTo(target).ancestors().minus(database.applied());
        graph.partiallyReplaced().forEach((id, fault) -> {
            if (wanted.contains(id)) {
                throw new TargetException(fault);
            }
        });
        return plan(Operation.UPGRADE).up(wanted).build();
    }

    /** @throws TargetException if the target means nothing certain, or is not applied */
    public Plan downgrade(Target target) {
        return new DowngradePlanner(graph, database, targets).to(target);
    }

    /**
     * Takes off exactly these revisions, as far as they are applied, highest first.
     *
     * @param ids their full ids
     * @throws TargetException if something applied stands on one of them and is not among them
     */
    public Plan revert(Collection<String> ids) {
        RevisionSet wanted = graph.known(ids).intersection(database.applied());
        RevisionSet above =
                wanted.descendants().intersection(database.applied()).minus(wanted);
        if (!above.isEmpty()) {
            throw new TargetException(new WalkFault.HasDescendants(wanted.ids(), above.ids()));
        }
        return plan(Operation.DOWNGRADE).down(wanted).build();
    }

    /** @throws TargetException if a target means nothing certain */
    public Plan stamp(Collection<? extends Target> wanted) {
        return new StampPlanner(graph, database, targets).to(wanted);
    }

    /**
     * Forgets everything that is applied, then stamps.
     *
     * @throws TargetException if a target means nothing certain
     */
    public Plan purgeAndStamp(Collection<? extends Target> wanted) {
        return new StampPlanner(graph, database, targets).only(wanted);
    }

    private PlanBuilder plan(Operation operation) {
        return new PlanBuilder(operation, graph, database.applied());
    }
}
