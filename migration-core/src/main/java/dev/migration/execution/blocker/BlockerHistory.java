// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.blocker;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.migration.event.Blocker;

/**
 * The transactions that blocked a session: which are open, and how long those lasted that have ended. The thread that watches
 * adds to it, the thread that runs the revision reads it.
 */
final class BlockerHistory {

    private final Duration longestShort;
    private final Map<String, Seen> open = new HashMap<>();
    private List<Blocker> last = List.of();
    private Optional<Duration> longestEnded = Optional.empty();
    private Optional<Duration> deadlockTimeout = Optional.empty();

    /** @param maxWait the longest lock timeout; a transaction that lasted more than twice as long counts as a long one */
    BlockerHistory(Duration maxWait) {
        this.longestShort = maxWait.plus(maxWait);
    }

    /**
     * A transaction that one query saw.
     *
     * @param transaction identifies it
     * @param blocks whether it blocked at this moment
     */
    record Sighting(String transaction, boolean blocks, Blocker blocker) {}

    /**
     * What is known when an attempt has failed.
     *
     * @param blockers the sessions that blocked this attempt and are still in the same transaction
     * @param oldest the age of the oldest of these transactions, without autovacuum workers
     * @param longestEnded how long the longest short transaction lasted that has ended; empty if none has ended
     * @param deadlockTimeout the setting of the server; empty if it is not known yet
     */
    record Summary(
            List<Blocker> blockers,
            Duration oldest,
            Optional<Duration> longestEnded,
            Optional<Duration> deadlockTimeout) {}

    private record Seen(Blocker blocker, long first, Duration age, boolean inAttempt) {}

    synchronized void attemptBegins() {
        open.replaceAll((key, seen) -> new Seen(seen.blocker(), seen.first(), seen.age(), false));
    }

    synchronized void setDeadlockTimeout(Duration timeout) {
        deadlockTimeout = Optional.of(timeout);
    }

    /** The process ids of the open transactions. */
    synchronized Collection<Integer> open() {
        return open.values().stream()
                .map(seen -> seen.blocker().pid())
                .distinct()
                .toList();
    }

    synchronized void add(List<Sighting> sightings) {
        long now = System.nanoTime();
        List<String> seen = sightings.stream().map(Sighting::transaction).toList();
        open.entrySet().removeIf(entry -> {
            boolean ended = !seen.contains(entry.getKey());
            if (ended && !entry.getValue().blocker().isAutovacuum()) {
                end(entry.getValue().age());
            }
            return ended;
        });
        // The wait may end between the parts of a query: then it does not show the table.
        List<Sighting> known = sightings.stream().map(this::withTable).toList();
        known.forEach(sighting -> add(sighting, now));
        List<Blocker> blocking =
                known.stream().filter(Sighting::blocks).map(Sighting::blocker).toList();
        last = blocking.isEmpty() ? last : blocking;
    }

    private Sighting withTable(Sighting sighting) {
        return Optional.ofNullable(open.get(sighting.transaction()))
                .map(seen -> sighting.blocker().holding(seen.blocker().relation()))
                .map(blocker -> new Sighting(sighting.transaction(), sighting.blocks(), blocker))
                .orElse(sighting);
    }

    private void add(Sighting sighting, long now) {
        Optional<Seen> before = Optional.ofNullable(open.get(sighting.transaction()));
        if (before.isEmpty() && !sighting.blocks()) {
            // The session has begun another transaction.
            return;
        }
        long first = before.map(Seen::first).orElse(now);
        Duration age = sighting.blocker().activity().inTransaction().orElse(Duration.ofNanos(now - first));
        boolean inAttempt = sighting.blocks() || before.filter(Seen::inAttempt).isPresent();
        open.put(sighting.transaction(), new Seen(sighting.blocker(), first, age, inAttempt));
    }

    private void end(Duration age) {
        if (age.compareTo(longestShort) <= 0
                && longestEnded.filter(longest -> longest.compareTo(age) >= 0).isEmpty()) {
            longestEnded = Optional.of(age);
        }
    }

    /** The sessions that blocked last. */
    synchronized List<Blocker> last() {
        return last;
    }

    synchronized Summary summary() {
        List<Seen> blocked = open.values().stream().filter(Seen::inAttempt).toList();
        Duration oldest = blocked.stream()
                .filter(seen -> !seen.blocker().isAutovacuum())
                .map(Seen::age)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        return new Summary(blocked.stream().map(Seen::blocker).toList(), oldest, longestEnded, deadlockTimeout);
    }
}
