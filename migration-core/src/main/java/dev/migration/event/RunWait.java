// SPDX-License-Identifier: Apache-2.0
package dev.migration.event;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A run, of this process or of another one, whose revision waits for locks of other sessions.
 *
 * @param revision the id of the revision, perhaps shortened; empty if it is not known
 * @param place the place of the revision in its run, as far as it is known
 * @param attempts how many attempts were rolled back; 0 while the first one waits
 * @param since when the wait began, by the clock of the database
 * @param reason why the last attempt was rolled back, and by whom it was blocked; empty while the first attempt waits
 * @param blockers the sessions that hold the locks; empty if none of them is known, or if they have gone on since
 */
public record RunWait(
        String revision,
        Optional<LockHolder.Place> place,
        int attempts,
        Instant since,
        Optional<String> reason,
        List<LockSession> blockers) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    public RunWait {
        blockers = List.copyOf(blockers);
    }

    /** What waits, since when and for whom. */
    @Override
    public String toString() {
        return "revision " + (revision.isEmpty() ? "(unknown)" : revision) + " waits since " + time(since)
                + (attempts == 0 ? "" : ", " + attempts + (attempts == 1 ? " attempt" : " attempts") + " rolled back")
                + ": "
                + (blockers.isEmpty()
                        ? reason.orElse("it is not known for whom")
                        : blockers.stream().map(LockSession::holding).collect(Collectors.joining("; ")));
    }

    /** What to do about it. */
    public String remedy() {
        return blockers.isEmpty()
                ? "It tries again by itself."
                : "It goes on by itself as soon as the lock is released. To end that session now: "
                        + blockers.stream()
                                .map(session -> "SELECT pg_terminate_backend(" + session.pid() + ");")
                                .collect(Collectors.joining(" "));
    }

    static String time(Instant instant) {
        return TIME.format(instant);
    }
}
