// SPDX-License-Identifier: Apache-2.0
package dev.migration.event;

import java.util.List;
import java.util.Optional;

/**
 * The migration lock: its holder, the waiting sessions, and the sessions that block the holder or are blocked by it.
 *
 * @param holder the session that holds the migration lock
 * @param waiters the sessions of other runs that wait for it
 * @param blocked the sessions that wait for a lock of the holder
 * @param blocking the sessions for which the holder waits
 */
public record LockStatus(
        Optional<LockHolder> holder, List<LockSession> waiters, List<LockSession> blocked, List<LockSession> blocking) {

    /** No session holds the migration lock. */
    public static final LockStatus EMPTY = new LockStatus(Optional.empty(), List.of(), List.of(), List.of());

    public LockStatus {
        waiters = List.copyOf(waiters);
        blocked = List.copyOf(blocked);
        blocking = List.copyOf(blocking);
    }
}
