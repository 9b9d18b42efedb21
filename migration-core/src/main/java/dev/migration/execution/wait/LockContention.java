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

/** Waits for other instances where the session does not hold the lock. */
public final class LockContention {

    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);
    private static final Duration SAY_AGAIN = Duration.ofSeconds(10);

    private final Optional<Duration> longestWait;
    private final EventPublisher events;
    private final StopSignal stop;
    private final long start = System.nanoTime();
    private Duration said = SAY_AGAIN.negated();

    public LockContention(Optional<Duration> longestWait, RunEvents progress) {
        this.longestWait = longestWait;
        this.events = progress.events();
        this.stop = progress.stop();
    }

    public void waitAfter(LockContendedException busy) {
        Duration waited = waited();
        if (longestWait.filter(limit -> waited.compareTo(limit) >= 0).isPresent()) {
            throw new LockNotObtainedException(busy.holder(), waited);
        }
        if (waited.minus(said).compareTo(SAY_AGAIN) >= 0) {
            events.publish(new MigrationEvent.WaitingForLock(busy.holder(), waited));
            said = waited;
        }
        RetryBudget.pause(
                Duration.ofMillis(
                        ThreadLocalRandom.current().nextLong(LONGEST_PAUSE.toMillis() / 10, LONGEST_PAUSE.toMillis())),
                stop);
    }

    /** The work is done; whoever measures waits is told. */
    public void over() {
        if (!said.isNegative()) {
            events.publish(new MigrationEvent.LockObtained(waited()));
        }
    }

    private Duration waited() {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
