// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.session;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

import dev.migration.execution.failure.MigrationInterruptedException;
import dev.migration.execution.failure.MigrationStoppedException;

/**
 * Limits the time for retries, and determines the pauses between attempts. The pauses grow and are random, so that a concurrent
 * session can finish and many instances do not retry at the same time.
 */
public final class RetryBudget {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /** The number of times that an attempt gives way although the budget is spent. */
    private static final int LONGEST_SERIES = 5;

    private final Duration budget;
    private final Duration longestPause;
    private long start = System.nanoTime();
    private long since = start;
    private Duration next = FIRST_PAUSE;
    private int attempts;
    private int gaveWay;

    /** @param budget how long after now the last attempt may begin */
    public RetryBudget(Duration budget) {
        this(budget, LONGEST_PAUSE);
    }

    /**
     * @param budget how long after now the last attempt may begin
     * @param longestPause the upper limit of the pauses, plus or minus a quarter
     */
    public RetryBudget(Duration budget, Duration longestPause) {
        this.budget = budget;
        this.longestPause = longestPause;
    }

    /** The number of failed attempts. */
    public int attempts() {
        return attempts;
    }

    /** The time since the start, without the time that does not count. */
    public Duration spent() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** This time does not count. */
    public void exclude(Duration time) {
        start += time.toNanos();
        since += time.toNanos();
    }

    /** Begins the budget again: a part of the work is committed, and the next failure is that of another part. */
    public void progressed() {
        since = System.nanoTime();
        next = FIRST_PAUSE;
        gaveWay = 0;
    }

    /** Counts a failed attempt. Returns the pause before the next one, or empty if the budget is spent. */
    public Optional<Duration> afterFailure() {
        attempts++;
        Duration pause = Duration.ofNanos(
                next.toNanos() / 100 * ThreadLocalRandom.current().nextLong(75, 126));
        next = next.plusNanos(next.toNanos() / 2);
        next = next.compareTo(longestPause) < 0 ? next : longestPause;
        Duration trying = Duration.ofNanos(System.nanoTime() - since);
        return trying.plus(pause).compareTo(budget) <= 0 ? Optional.of(pause) : Optional.empty();
    }

    /**
     * The same for a failed attempt that gave way to the application. A long build may have spent the budget before, and begins
     * again nevertheless, a few times.
     */
    public Optional<Duration> afterGivingWay() {
        Duration shortest = next;
        Optional<Duration> pause = afterFailure();
        gaveWay++;
        return pause.isPresent() || budget.isZero() || gaveWay > LONGEST_SERIES ? pause : Optional.of(shortest);
    }

    /**
     * Waits for the pause.
     *
     * @throws MigrationInterruptedException if the thread is interrupted
     * @throws MigrationStoppedException as soon as a stop is requested
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
