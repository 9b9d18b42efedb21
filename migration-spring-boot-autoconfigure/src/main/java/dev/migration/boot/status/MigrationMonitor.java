package dev.migration.boot.status;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

import dev.migration.MigrationStatus;
import dev.migration.Migrator;

/** Looks at a database for those who show it, and remembers what it saw. */
public final class MigrationMonitor {

    private final Migrator migrator;
    private final Clock clock;
    // Many readers at once must cost the database one connection, not one each.
    private final Lock oneAtATime = new ReentrantLock();
    private volatile Snapshot last = new Snapshot(Optional.empty(), Instant.MIN, Optional.empty());

    public MigrationMonitor(Migrator migrator, Clock clock) {
        this.migrator = migrator;
        this.clock = clock;
    }

    /** The state now; when the database does not answer, the last known state and why it is not newer. */
    public Snapshot look() {
        return notOlderThan(Duration.ZERO);
    }

    /** The state as it was at most {@code age} ago, or as in {@link #look()}. */
    public Snapshot notOlderThan(Duration age) {
        Instant asked = clock.instant();
        if (last.at().isAfter(asked.minus(age))) {
            return last;
        }
        oneAtATime.lock();
        try {
            // Somebody may have looked while we waited.
            if (!last.at().isAfter(asked)) {
                last = read();
            }
            return last;
        } finally {
            oneAtATime.unlock();
        }
    }

    private Snapshot read() {
        try {
            MigrationStatus status = migrator.status();
            return new Snapshot(Optional.of(status), clock.instant(), Optional.empty());
        } catch (RuntimeException failure) {
            // Whoever asks is told; a page about the database must not fail because the database does.
            return new Snapshot(last.status(), clock.instant(), Optional.of(String.valueOf(failure.getMessage())));
        }
    }

    /**
     * What was seen.
     *
     * @param status the last known state; empty when the database never answered
     * @param at when somebody looked last
     * @param error why the state may be old; empty when it is not
     */
    public record Snapshot(Optional<MigrationStatus> status, Instant at, Optional<String> error) {}
}
