// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.worker;

import java.time.Duration;

import dev.migration.Migrator;
import dev.migration.version.JobState;

/**
 * The work of one database.
 *
 * @param migrator only this worker uses it
 */
record DatabaseWork(Migrator migrator) implements BackgroundWork {

    @Override
    public boolean run() {
        if (migrator.reader().jobs().stream().anyMatch(JobState::isRunnable)) {
            migrator.work();
        }
        return !migrator.reader().jobs().isEmpty();
    }

    @Override
    public void stop(Duration longest) {
        migrator.stop(longest);
    }
}
