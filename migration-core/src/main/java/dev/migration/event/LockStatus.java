package dev.migration.event;

import java.util.List;
import java.util.Optional;

/**
 * Who migrates a database, who waits for that, and who is in whose way.
 *
 * @param holder who holds the migration lock
 * @param waiters sessions of ours that wait for it
 * @param blocked sessions that wait for a lock which the holder has
 * @param blocking sessions that the holder waits for
 */
public record LockStatus(
        Optional<LockHolder> holder, List<LockSession> waiters, List<LockSession> blocked, List<LockSession> blocking) {

    /** Nobody migrates. */
    public static final LockStatus EMPTY = new LockStatus(Optional.empty(), List.of(), List.of(), List.of());

    public LockStatus {
        waiters = List.copyOf(waiters);
        blocked = List.copyOf(blocked);
        blocking = List.copyOf(blocking);
    }
}
