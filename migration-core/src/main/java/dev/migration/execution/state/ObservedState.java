// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.state;

import java.util.Optional;

import dev.migration.event.LockStatus;
import dev.migration.version.HistoryEntry;
import dev.migration.version.RemainingWork;

/**
 * The state, the lock and the last operation of a database, read on one connection.
 *
 * @param database the applied revisions compared with the scripts
 * @param lock the migration lock and its sessions
 * @param last the last entry of the history
 * @param work what revisions have left that are begun and not complete
 */
public record ObservedState(DatabaseState database, LockStatus lock, Optional<HistoryEntry> last, RemainingWork work) {}
