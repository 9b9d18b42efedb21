// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.worker;

import java.time.Duration;

/** What a worker runs: the work of a database, or of the tenants of one. */
interface BackgroundWork {

    /**
     * Runs what this application may run now.
     *
     * @return whether work is left
     * @throws dev.migration.error.MigrationException if some of it failed, or if the database does not answer
     */
    boolean run();

    /** Ends {@link #run} after the current batch, or cancels it if that takes longer. */
    void stop(Duration longest);
}
