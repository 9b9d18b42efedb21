package dev.migration.execution;

import java.util.Optional;

import dev.migration.event.LockQueue;
import dev.migration.version.HistoryEntry;

/**
 * What one look at a database showed.
 *
 * @param database the applied revisions beside the scripts
 * @param lock who migrates, and who is in whose way
 * @param last what was done last
 */
public record Sighting(DatabaseState database, LockQueue lock, Optional<HistoryEntry> last) {}
