// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.wait;

import java.time.Duration;

/** Decides when a wait is published: immediately, then every 10 seconds. */
final class WaitLogInterval {

    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private Duration published = Duration.ZERO.minus(INTERVAL);

    boolean isDue(Duration waited) {
        boolean due = waited.minus(published).compareTo(INTERVAL) >= 0;
        if (due) {
            published = waited;
        }
        return due;
    }
}
