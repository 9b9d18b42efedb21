package dev.migration;

import java.util.Optional;

import dev.migration.event.LockStatus;
import dev.migration.version.HistoryEntry;

/**
 * What one look at a database shows.
 *
 * @param status how it stands to the scripts
 * @param lock who migrates it, and who is in whose way
 * @param last what was done last, or failed last; empty when nothing ever was
 */
public record DatabaseSnapshot(MigrationStatus status, LockStatus lock, Optional<HistoryEntry> last) {

    /** The last thing that was done, if it failed. */
    public Optional<HistoryEntry> lastFailure() {
        return last.filter(HistoryEntry::isFailure);
    }
}
