// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.status;

import dev.migration.boot.status.MigrationMonitor.Snapshot;
import dev.migration.event.RunProgress;

/** The state of a database in one word. Endpoint, page, health and metrics show the same value. */
public enum DatabaseStatus {
    /** All scripts are applied, and no other revision is. */
    UP_TO_DATE,
    /** All scripts are applied, and other revisions too: a newer application migrated the database. */
    AHEAD,
    /** Some scripts are not applied. */
    PENDING,
    /** A session migrates the database, or a revision that runs in segments is interrupted and no session continues it. */
    RUNNING,
    /** This application has a command to run and waits for the process that holds the migration lock. */
    WAITING_FOR_LOCK,
    /** The database and the scripts contradict each other. */
    DIVERGED,
    /** A revision that runs in segments failed and is interrupted. */
    FAILED,
    /** The database has never answered. */
    UNKNOWN;

    /** The status of a snapshot. A current run takes precedence over everything else. */
    public static DatabaseStatus of(Snapshot snapshot) {
        if (snapshot.status().isEmpty()) {
            return UNKNOWN;
        }
        boolean waiting = snapshot.progress()
                .filter(run -> run.phase() == RunProgress.Phase.WAITING_FOR_LOCK)
                .isPresent();
        if (waiting) {
            return WAITING_FOR_LOCK;
        }
        return snapshot.isRunning()
                ? RUNNING
                : valueOf(snapshot.status().orElseThrow().state().name());
    }
}
