// SPDX-License-Identifier: Apache-2.0
package dev.migration.test;

import java.time.Duration;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import dev.migration.schema.replay.UpgradeTime;
import dev.migration.schema.replay.UpgradeTimes;

import static org.assertj.core.api.Assertions.assertThat;

/** A test for each revision: it is applied within a limit to a database whose tables have generated rows. */
public interface UpgradeTimeCheck {

    /** How many rows a table gets that is empty; fewer if its constraints allow no more. */
    default int rowsPerTable() {
        return 1_000;
    }

    /** How long a revision may take. */
    default Duration revisionLimit() {
        return Duration.ofSeconds(10);
    }

    @TestFactory
    default Stream<DynamicTest> eachRevisionIsAppliedToGeneratedRowsInTime(Migrations migrations) {
        return migrations.compare(replay -> new UpgradeTimes(replay, rowsPerTable()).measure()).stream()
                .map(time -> DynamicTest.dynamicTest(time.revision(), () -> require(time)));
    }

    private void require(UpgradeTime time) {
        assertThat(time.duration())
                .as(
                        "the duration of revision %s on %d generated rows",
                        time.revision(), time.rows().generated())
                .isLessThanOrEqualTo(revisionLimit());
    }
}
