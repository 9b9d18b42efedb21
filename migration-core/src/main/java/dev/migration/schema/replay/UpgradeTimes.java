// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.replay;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.migration.error.MigrationException;
import dev.migration.plan.Step;
import dev.migration.result.MigrationResult;
import dev.migration.schema.rows.GeneratedRows;
import dev.migration.schema.rows.RowGenerator;

/**
 * Measures each revision on generated rows. Tables that have rows already stay as they are. An upgrade that fails with the rows is
 * measured without them.
 *
 * @param rows how many rows an empty table gets before each revision; fewer if its constraints allow no more
 */
public record UpgradeTimes(RevisionReplay replay, int rows) {

    /**
     * Measures all revisions.
     *
     * @return one entry for each revision that an upgrade of an empty database applies, in that order
     * @throws SharedObjectsException if the revisions change objects that all databases share; nothing was run
     * @throws ReplayFailedException if an upgrade fails without generated rows
     */
    public List<UpgradeTime> measure() throws SQLException {
        replay.refuseSharedObjects(List.of("heads"));
        RoundTripDatabase database = RoundTripDatabase.create(replay);
        List<UpgradeTime> times = new ArrayList<>();
        for (Step step : database.upgradeSteps()) {
            String id = step.revision().id();
            times.add(time(database, id));
            database.upgrade(id, SeedRows.NONE);
        }
        replay.dropDatabases();
        return times;
    }

    private UpgradeTime time(RoundTripDatabase database, String id) throws SQLException {
        Optional<MigrationException> refusal = Optional.empty();
        for (RowGenerator generator : List.of(new RowGenerator(rows, false), RowGenerator.NONE)) {
            RoundTripDatabase copy = database.copy();
            GeneratedRows generated = copy.generate(generator);
            try {
                MigrationResult result = copy.migrator().upgrade(id);
                return new UpgradeTime(id, result.duration(), RoundTrip.Rows.of(generated, refusal));
            } catch (MigrationException failure) {
                refusal = Optional.of(failure);
            } finally {
                copy.drop();
            }
        }
        throw new ReplayFailedException(refusal.orElseThrow());
    }
}
