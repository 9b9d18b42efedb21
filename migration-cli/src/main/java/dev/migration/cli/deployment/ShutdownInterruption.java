// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.deployment;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Records that the process is shutting down, and ends a wait then. */
final class ShutdownInterruption {

    private final CountDownLatch requested = new CountDownLatch(1);

    void request() {
        requested.countDown();
    }

    boolean isRequested() {
        return requested.getCount() == 0;
    }

    /** Waits for this time, or until the process shuts down. Returns whether it shuts down. */
    boolean awaitRequest(Duration time) {
        try {
            return requested.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
