// SPDX-License-Identifier: Apache-2.0
package dev.migration.test;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import dev.migration.schema.replay.RoundTrip;
import dev.migration.schema.replay.RoundTripFinding;
import dev.migration.schema.replay.RoundTripProof;
import dev.migration.schema.replay.SeedRows;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A test for each revision: it is applied, reverted and applied again. The downgrade must leave the schema that was there before, and
 * the rows of the tables that were there before; the second upgrade must leave what the first one left.
 */
public interface RoundTripCheck {

    /** The ids of revisions without a downgrade. They are only applied; a revision that is not in this set needs a downgrade. */
    default Set<String> irreversible() {
        return Set.of();
    }

    /** SQL that inserts rows, by the id of the revision after which it runs. */
    default Map<String, String> rowsAfter() {
        return Map.of();
    }

    /** Whether tables that are empty get generated rows. Without rows, a downgrade loses none. */
    default boolean generatesRows() {
        return true;
    }

    /** The ids of revisions whose downgrades cannot restore all rows. */
    default Set<String> mayLoseRows() {
        return Set.of();
    }

    @TestFactory
    default Stream<DynamicTest> eachDowngradeRevertsItsUpgrade(Migrations migrations) {
        return migrations
                .compare(replay -> new RoundTripProof(replay, new SeedRows(rowsAfter(), generatesRows())).check())
                .stream()
                .map(trip -> DynamicTest.dynamicTest(trip.revision(), () -> require(trip)));
    }

    private void require(RoundTrip trip) {
        boolean mayLoseRows = mayLoseRows().contains(trip.revision());
        assertThat(trip.findings().stream()
                        .filter(finding -> !(mayLoseRows && finding instanceof RoundTripFinding.Rows)))
                .as("what is wrong after revision " + trip.revision())
                .isEmpty();
        assertThat(trip.isReversible() || irreversible().contains(trip.revision()))
                .as("revision " + trip.revision() + " has a downgrade, or irreversible() contains it")
                .isTrue();
    }
}
