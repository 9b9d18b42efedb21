// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.replay;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.migration.error.MigrationException;
import dev.migration.plan.Step;
import dev.migration.revision.Revision;
import dev.migration.schema.SchemaComparison;
import dev.migration.schema.replay.RoundTripFinding.Stage;

/**
 * Proves that each downgrade reverts its upgrade, or shows what it leaves.
 *
 * <p>Each revision is applied to a scratch database that has its parents, reverted, and applied again. Compared are the catalogs
 * before the upgrade and after the downgrade, those after both upgrades, and the rows of small tables before the upgrade and after
 * the downgrade. The order of columns does not count: a column that a downgrade adds again is the last one. Repeatables are left
 * out.
 */
public final class RoundTripProof {

    private static final String COLUMN_ORDER = "attnum";

    private final RevisionReplay replay;
    private final Map<String, String> rows;

    /** @param rows SQL that inserts rows, by the revision after which it runs; a downgrade that loses rows is seen only if there are any */
    public RoundTripProof(RevisionReplay replay, Map<String, String> rows) {
        this.replay = replay;
        this.rows = Map.copyOf(rows);
    }

    /**
     * Checks all revisions.
     *
     * @return one entry for each revision that an upgrade of an empty database applies, in that order
     * @throws SharedObjectsException if the revisions change objects that all databases share; nothing was run
     * @throws ReplayFailedException if an upgrade fails
     */
    public List<RoundTrip> check() throws SQLException {
        return check(replay.revisions().graph().revisions().stream()
                .map(Revision::id)
                .toList());
    }

    /** Checks these revisions as {@link #check()} checks all. */
    public List<RoundTrip> check(Collection<String> revisions) throws SQLException {
        replay.refuseSharedObjects(List.of("heads"));
        Set<String> checked = Set.copyOf(revisions);
        List<RoundTrip> trips = new ArrayList<>();
        List<String> applied = new ArrayList<>();
        RoundTripDatabase database = RoundTripDatabase.create(replay);
        for (Step step : database.upgradeSteps()) {
            String id = step.revision().id();
            if (checked.contains(id)) {
                RoundTrip trip = trip(database, step.revision());
                trips.add(trip);
                if (!trip.findings().isEmpty()) {
                    // The database is not in the state that the next revision expects.
                    replay.dropDatabases();
                    database = RoundTripDatabase.create(replay);
                    database.upgrade(applied, rows);
                }
            }
            applied.add(id);
            database.upgrade(List.of(id), rows);
        }
        replay.dropDatabases();
        return trips;
    }

    private RoundTrip trip(RoundTripDatabase database, Revision revision) throws SQLException {
        String id = revision.id();
        if (!replay.isReversible(id)) {
            return new RoundTrip(id, false, List.of());
        }
        List<RoundTripFinding> findings = new ArrayList<>();
        RoundTripDatabase.State before = database.state();
        database.upgrade(List.of(id), Map.of());
        RoundTripDatabase.State upgraded = database.state();
        Stage stage = Stage.DOWNGRADE;
        try {
            database.revert(id);
            RoundTripDatabase.State reverted = database.state();
            addDifferences(stage, before, reverted, findings);
            before.rows()
                    .differingFrom(reverted.rows())
                    .forEach(table -> findings.add(new RoundTripFinding.Rows(table)));
            stage = Stage.SECOND_UPGRADE;
            database.upgrade(id);
            addDifferences(stage, upgraded, database.state(), findings);
        } catch (MigrationException failure) {
            findings.add(new RoundTripFinding.Failure(stage, failure.problem()));
        }
        return new RoundTrip(id, true, findings);
    }

    private static void addDifferences(
            Stage stage,
            RoundTripDatabase.State expected,
            RoundTripDatabase.State actual,
            List<RoundTripFinding> findings) {
        SchemaComparison.of(
                        expected.schema().without(COLUMN_ORDER), actual.schema().without(COLUMN_ORDER))
                .withoutParts()
                .forEach(difference -> findings.add(new RoundTripFinding.Schema(stage, difference)));
    }
}
