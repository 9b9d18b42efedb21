// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.lock;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How long an instance that waits for the migration lock pauses between two polls. */
class LockPauseTests {

    @Test
    void aPauseIsShortBesideTheWait() {
        assertThat(MigrationLock.pauseAfter(Duration.ZERO)).hasMillis(50);
        assertThat(MigrationLock.pauseAfter(Duration.ofMillis(400))).hasMillis(50);
        assertThat(MigrationLock.pauseAfter(Duration.ofSeconds(4))).hasMillis(500);
    }

    @Test
    void manyInstancesThatWaitLongPollOnceASecond() {
        assertThat(MigrationLock.pauseAfter(Duration.ofSeconds(8))).hasSeconds(1);
        assertThat(MigrationLock.pauseAfter(Duration.ofHours(3))).hasSeconds(1);
    }
}
