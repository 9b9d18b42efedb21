package dev.migration.execution.state;

import java.util.Optional;

import dev.migration.event.LockStatus;
import dev.migration.version.HistoryEntry;

/**
 * What one look at a database showed.
 *
 * @param database the applied revisions beside the scripts
 * @param lock who migrates, and who is in whose way
 * @param last what was done last
 */
public record ObservedState(DatabaseState database, LockStatus lock, Optional<HistoryEntry> last) {}
