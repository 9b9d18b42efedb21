package dev.migration.execution.session;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

import dev.migration.execution.failure.MigrationInterruptedException;
import dev.migration.execution.failure.MigrationStoppedException;

/**
 * How long something is tried again. The pauses grow and are random, so that whoever was in the way gets through and many
 * instances do not come back at once.
 */
public final class RetryBudget {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final Duration budget;
    private final Duration longestPause;
    private final long start = System.nanoTime();
    private Duration next = FIRST_PAUSE;
    private int attempts;

    /** @param budget how long after now the last try may begin */
    public RetryBudget(Duration budget) {
        this(budget, LONGEST_PAUSE);
    }

    /**
     * @param budget how long after now the last try may begin
     * @param longestPause what the pauses grow up to, give or take a quarter
     */
    public RetryBudget(Duration budget, Duration longestPause) {
        this.budget = budget;
        this.longestPause = longestPause;
    }

    /** How often it was tried. */
    public int attempts() {
        return attempts;
    }

    public Duration spent() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** A try failed: how long to wait before the next one; empty when enough was tried. */
    public Optional<Duration> afterFailure() {
        attempts++;
        Duration pause =
                next.multipliedBy(ThreadLocalRandom.current().nextLong(75, 126)).dividedBy(100);
        next = next.multipliedBy(3).dividedBy(2);
        next = next.compareTo(longestPause) < 0 ? next : longestPause;
        return spent().plus(pause).compareTo(budget) <= 0 ? Optional.of(pause) : Optional.empty();
    }

    /**
     * @throws MigrationInterruptedException if the thread is interrupted
     * @throws MigrationStoppedException as soon as the run is to stop
     */
    public static void pause(Duration pause, StopSignal stop) {
        try {
            if (stop.isRequestedWithin(pause)) {
                throw MigrationStoppedException.waiting(null);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw MigrationInterruptedException.waitingToRetry(interrupted);
        }
    }
}
