// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.replay;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import dev.migration.error.MigrationException;
import dev.migration.revision.Revision;
import dev.migration.revision.RevisionGraph;
import dev.migration.revision.RevisionSet;
import dev.migration.schema.SchemaComparison;
import dev.migration.schema.rows.TableRows;
import dev.migration.schema.scratch.ScratchDatabase;

/**
 * Proves that the order in which branches are applied does not matter, or shows where it does.
 *
 * <p>Databases at the same heads may have applied them in different orders. If the branches change the same thing, these databases
 * have different schemas, and no checksum shows it. For each pair of heads:
 *
 * <ol>
 *   <li>The revisions that both share are applied to a scratch database, which is copied.
 *   <li>One copy gets the first head and then the second one, the other copy the reverse.
 *   <li>The catalogs are compared, without the order of columns, which depends on the order of revisions by nature; then the rows
 *       of small tables.
 *   <li>If rows differ, the first order is repeated: a table that differs even then contains times or random values.
 * </ol>
 */
public final class BranchProof {

    private static final String COLUMN_ORDER = "attnum";

    private final RevisionReplay replay;
    private final Afterwards afterwards;

    public BranchProof(RevisionReplay replay) {
        this(replay, connection -> {});
    }

    private BranchProof(RevisionReplay replay, Afterwards afterwards) {
        this.replay = replay;
        this.afterwards = afterwards;
    }

    /** What runs after both branches, for example the statements of a merge that is not written yet. */
    @FunctionalInterface
    public interface Afterwards {

        /** @param connection in autocommit mode; it is closed afterwards */
        void run(Connection connection) throws SQLException;
    }

    /** The same proof, with something that runs after both branches, in each order. */
    public BranchProof with(Afterwards other) {
        return new BranchProof(replay, other);
    }

    /** A scratch database with everything that a pair of heads shares. */
    private record Fork(String first, String second, ScratchDatabase shared) {}

    /**
     * Compares each pair of heads.
     *
     * @return empty if there are less than two heads
     * @throws SharedObjectsException if the revisions change objects that all databases share; nothing was run
     */
    public List<BranchPair> check() throws SQLException {
        return check(replay.revisions().graph().realHeads().ids());
    }

    /**
     * Compares each pair of these revisions.
     *
     * @param targets see {@link dev.migration.revision.target.Target}
     * @throws dev.migration.revision.fault.TargetException if there is no such revision
     */
    public List<BranchPair> check(List<String> targets) throws SQLException {
        RevisionGraph graph = replay.revisions().graph();
        List<String> heads =
                replay.revisions().resolve(targets).stream().map(Revision::id).toList();
        replay.refuseSharedObjects(heads);
        List<BranchPair> pairs = new ArrayList<>();
        for (int i = 0; i < heads.size(); i++) {
            for (int j = i + 1; j < heads.size(); j++) {
                pairs.add(check(graph, heads.get(i), heads.get(j)));
                replay.dropDatabases();
            }
        }
        return pairs;
    }

    private BranchPair check(RevisionGraph graph, String first, String second) throws SQLException {
        RevisionSet shared = graph.known(List.of(first))
                .ancestors()
                .intersection(graph.known(List.of(second)).ancestors());
        Fork fork = new Fork(first, second, replay.at(shared.maximal().ids()));
        List<BranchFinding> failures = new ArrayList<>();
        ScratchDatabase forward = apply(fork.shared(), first, second, failures);
        ScratchDatabase backward = apply(fork.shared(), second, first, failures);
        return failures.isEmpty()
                ? compare(fork, forward, backward)
                : new BranchPair(first, second, failures, List.of());
    }

    private ScratchDatabase apply(ScratchDatabase shared, String earlier, String later, List<BranchFinding> failures)
            throws SQLException {
        ScratchDatabase database = replay.copy(shared, List.of(earlier));
        try {
            return finished(replay.copy(database, List.of(later)));
        } catch (ReplayFailedException failure) {
            failures.add(new BranchFinding.Failure(later, problem(failure)));
            return database;
        }
    }

    private ScratchDatabase finished(ScratchDatabase database) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            afterwards.run(connection);
        }
        return database;
    }

    private static String problem(ReplayFailedException failure) {
        return failure.getCause() instanceof MigrationException cause ? cause.problem() : failure.problem();
    }

    private BranchPair compare(Fork fork, ScratchDatabase forward, ScratchDatabase backward) throws SQLException {
        List<BranchFinding> findings = new ArrayList<>();
        SchemaComparison comparison = SchemaComparison.of(
                replay.snapshot(forward).without(COLUMN_ORDER),
                replay.snapshot(backward).without(COLUMN_ORDER));
        comparison.withoutParts().forEach(difference -> findings.add(new BranchFinding.Schema(difference)));
        TableRows rows = replay.rows(forward);
        List<String> differing = rows.differingFrom(replay.rows(backward));
        List<String> unstable = differing.isEmpty() ? List.of() : unstable(fork, rows);
        differing.stream()
                .filter(table -> !unstable.contains(table))
                .forEach(table -> findings.add(new BranchFinding.Rows(table)));
        return new BranchPair(fork.first(), fork.second(), findings, unstable);
    }

    private List<String> unstable(Fork fork, TableRows rows) throws SQLException {
        ScratchDatabase again = finished(replay.copy(fork.shared(), List.of(fork.first(), fork.second())));
        return rows.differingFrom(replay.rows(again));
    }
}
