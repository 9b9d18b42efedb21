// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.wait;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

import dev.migration.event.EventPublisher;
import dev.migration.event.MigrationEvent;
import dev.migration.execution.failure.LockNotObtainedException;
import dev.migration.execution.progress.RunEvents;
import dev.migration.execution.session.RetryBudget;
import dev.migration.execution.session.StopSignal;

/** Waits for other instances on a session that does not hold the migration lock. */
public final class LockContention {

    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    private final Optional<Duration> lockWait;
    private final EventPublisher events;
    private final StopSignal stop;
    private final WaitLogInterval logInterval = new WaitLogInterval();
    private final long start = System.nanoTime();
    private boolean published;

    /** @param lockWait the longest time to wait; empty means without limit */
    public LockContention(Optional<Duration> lockWait, RunEvents runEvents) {
        this.lockWait = lockWait;
        this.events = runEvents.events();
        this.stop = runEvents.stop();
    }

    /**
     * Returns the pause.
     *
     * @throws LockNotObtainedException if the lock wait is over
     */
    public Duration waitAfter(LockContendedException contended) {
        Duration waited = waited();
        if (lockWait.filter(limit -> waited.compareTo(limit) >= 0).isPresent()) {
            throw new LockNotObtainedException(contended.holder(), waited);
        }
        if (logInterval.isDue(waited)) {
            events.publish(new MigrationEvent.WaitingForLock(contended.holder(), waited));
            published = true;
        }
        Duration pause = Duration.ofMillis(
                ThreadLocalRandom.current().nextLong(LONGEST_PAUSE.toMillis() / 10, LONGEST_PAUSE.toMillis()));
        RetryBudget.pause(pause, stop);
        return pause;
    }

    /** Publishes, after a run that waited, how long it waited: metrics count it. */
    public void publishEnd() {
        if (published) {
            events.publish(new MigrationEvent.LockObtained(waited()));
        }
    }

    private Duration waited() {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
