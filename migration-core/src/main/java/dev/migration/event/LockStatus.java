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
 * @param blocking the sessions for which the holder waits, also between two of its attempts
 * @param runWait what the holder waits for, if it is blocked
 */
public record LockStatus(
        Optional<LockHolder> holder,
        List<LockSession> waiters,
        List<LockSession> blocked,
        List<LockSession> blocking,
        Optional<RunWait> runWait) {

    /** No session holds the migration lock. */
    public static final LockStatus EMPTY =
            new LockStatus(Optional.empty(), List.of(), List.of(), List.of(), Optional.empty());

    public LockStatus {
        waiters = List.copyOf(waiters);
        blocked = List.copyOf(blocked);
        blocking = List.copyOf(blocking);
    }

    /** The lock holder and what it waits for, for a message; empty if there is no run. */
    public Optional<String> describe() {
        Optional<String> waiting = runWait.map(RunWait::toString);
        return holder.map(session ->
                        session + waiting.map(blocked -> "; " + blocked).orElse(""))
                .or(() -> waiting);
    }
}
