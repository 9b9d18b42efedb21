// SPDX-License-Identifier: Apache-2.0
package dev.migration.setting;

import java.time.Duration;
import java.util.Optional;

/**
 * How long statements wait for locks, and how long a lock may be held by a session that does nothing.
 *
 * @param timeout PostgreSQL's {@code lock_timeout} for every attempt of a revision; 0 means without a limit; empty means that
 *     each attempt gets a timeout that depends on the sessions that blocked the attempt before
 * @param maxWait the longest timeout that is chosen against transactions that come and go
 * @param terminateIdleAfter how long a blocking session may be idle in a transaction before it is terminated; empty means that
 *     none is terminated
 * @param javaIdle how long the transaction of a Java revision may be idle before the server ends it; 0 means without a limit
 */
public record LockLimits(
        Optional<Duration> timeout, Duration maxWait, Optional<Duration> terminateIdleAfter, Duration javaIdle) {

    /** Nothing is set. */
    public static final LockLimits DEFAULTS =
            new LockLimits(Optional.empty(), Duration.ofSeconds(1), Optional.empty(), Duration.ofMinutes(10));

    /** The timeout of an attempt for which no other one is chosen. */
    public static final Duration SHORT_TIMEOUT = Duration.ofMillis(100);

    /** The same limits with this timeout. */
    public LockLimits withTimeout(Optional<Duration> other) {
        return new LockLimits(other, maxWait, terminateIdleAfter, javaIdle);
    }
}
