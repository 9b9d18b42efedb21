// SPDX-License-Identifier: Apache-2.0
package dev.migration.test;

import java.time.Duration;

import org.junit.jupiter.api.Test;

/** A test that an empty database can be upgraded, and how long that takes. */
public interface UpgradeCheck {

    /** The longest time in which an empty database is upgraded. */
    default Duration upgradeLimit() {
        return Duration.ofMinutes(1);
    }

    @Test
    default void anEmptyDatabaseIsUpgradedInTime(Migrations migrations) {
        migrations.empty().upgradeTo("heads", upgradeLimit()).assertThat().hasNothingPending();
    }
}
