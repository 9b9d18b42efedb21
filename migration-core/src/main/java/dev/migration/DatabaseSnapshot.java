// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.util.Optional;

import dev.migration.event.LockStatus;
import dev.migration.version.HistoryEntry;

/**
 * The state of a database at one moment, read on one connection.
 *
 * @param status the database compared with the scripts
 * @param lock the holder of the migration lock, and the sessions that wait
 * @param last the last row of the history; empty when the history is empty
 */
public record DatabaseSnapshot(MigrationStatus status, LockStatus lock, Optional<HistoryEntry> last) {

    /** Returns the last row of the history if it records a failure. */
    public Optional<HistoryEntry> lastFailure() {
        return last.filter(HistoryEntry::isFailure);
    }
}
