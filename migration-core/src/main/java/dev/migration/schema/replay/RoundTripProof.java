// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.replay;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.migration.error.MigrationException;
import dev.migration.plan.Step;
import dev.migration.revision.Revision;
import dev.migration.schema.SchemaComparison;
import dev.migration.schema.replay.RoundTripFinding.Stage;
import dev.migration.schema.rows.GeneratedRows;
import dev.migration.schema.rows.RowGenerator;

/**
 * Proves that each downgrade reverts its upgrade, or shows what it leaves and what it loses.
 *
 * <p>Each revision is applied to a scratch database that has its parents, reverted, and applied again. Compared are the catalogs
 * before the upgrade and after the downgrade, those after both upgrades, and the rows of small tables before the upgrade and after
 * the downgrade. The order of columns does not count: a column that a downgrade adds again is the last one. Repeatables are left
 * out.
 *
 * <p>Tables that are empty get generated rows. An upgrade that fails with them may be right, because nobody knows which rows an
 * application writes: it is run again with fewer ones, at last without any.
 */
public final class RoundTripProof {

    private static final String COLUMN_ORDER = "attnum";

    private final RevisionReplay replay;
    private final SeedRows rows;

    public RoundTripProof(RevisionReplay replay, SeedRows rows) {
        this.replay = replay;
        this.rows = rows;
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
        RoundTripDatabase database = RoundTripDatabase.create(replay);
        for (Step step : database.upgradeSteps()) {
            String id = step.revision().id();
            if (checked.contains(id)) {
                trips.add(
                        replay.isReversible(id)
                                ? trip(database, id)
                                : new RoundTrip(id, false, List.of(), RoundTrip.Rows.NONE));
            }
            database.upgrade(id, rows);
        }
        replay.dropDatabases();
        return trips;
    }

    /** Works on copies: whatever a downgrade leaves, the next revision finds what an upgrade leaves. */
    private RoundTrip trip(RoundTripDatabase database, String id) throws SQLException {
        Optional<MigrationException> refusal = Optional.empty();
        for (RowGenerator generator : rows.generators()) {
            RoundTripDatabase copy = database.copy();
            GeneratedRows generated = copy.generate(generator);
            RoundTripDatabase.State before = copy.state();
            Optional<MigrationException> failure = failure(() -> copy.upgrade(id));
            if (failure.isEmpty()) {
                RoundTrip trip =
                        new RoundTrip(id, true, findings(copy, id, before), RoundTrip.Rows.of(generated, refusal));
                copy.drop();
                return trip;
            }
            copy.drop();
            refusal = failure;
        }
        throw new ReplayFailedException(refusal.orElseThrow());
    }

    private static List<RoundTripFinding> findings(
            RoundTripDatabase database, String id, RoundTripDatabase.State before) throws SQLException {
        List<RoundTripFinding> findings = new ArrayList<>();
        RoundTripDatabase.State upgraded = database.state();
        Optional<MigrationException> failure = failure(() -> database.revert(id));
        if (failure.isPresent()) {
            return List.of(
                    new RoundTripFinding.Failure(Stage.DOWNGRADE, failure.get().problem()));
        }
        RoundTripDatabase.State reverted = database.state();
        addDifferences(Stage.DOWNGRADE, before, reverted, findings);
        before.rows().losses(reverted.rows()).forEach(loss -> findings.add(new RoundTripFinding.Rows(loss)));
        Optional<MigrationException> again = failure(() -> database.upgrade(id));
        if (again.isPresent()) {
            findings.add(new RoundTripFinding.Failure(
                    Stage.SECOND_UPGRADE, again.get().problem()));
        } else {
            addDifferences(Stage.SECOND_UPGRADE, upgraded, database.state(), findings);
        }
        return findings;
    }

    private static Optional<MigrationException> failure(Runnable run) {
        try {
            run.run();
            return Optional.empty();
        } catch (MigrationException failure) {
            return Optional.of(failure);
        }
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
