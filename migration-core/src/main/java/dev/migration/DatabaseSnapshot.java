// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.util.List;
import java.util.Optional;

import dev.migration.event.LockStatus;
import dev.migration.version.HistoryEntry;
import dev.migration.version.RemainingWork;

/**
 * The state of a database at one moment, read on one connection.
 *
 * @param status the database compared with the scripts
 * @param lock the holder of the migration lock, and the sessions that wait
 * @param last the last row of the history; empty when the history is empty
 * @param work what revisions have left that are begun and not complete
 */
public record DatabaseSnapshot(
        MigrationStatus status, LockStatus lock, Optional<HistoryEntry> last, RemainingWork work) {

    /** Returns what does not go on until a person acts; a refused class of a change ({@code migration.policy}) is not known here. */
    public List<NeededAction> neededActions() {
        return NeededActions.in(status, work);
    }

    /** Returns the last row of the history if it records a failure. */
    public Optional<HistoryEntry> lastFailure() {
        return last.filter(HistoryEntry::isFailure);
    }
}
