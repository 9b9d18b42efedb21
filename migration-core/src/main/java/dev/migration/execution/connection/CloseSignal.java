// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.connection;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ends the loop of a watch: its pause between two looks ends at once when the watch is closed. */
public final class CloseSignal implements AutoCloseable {

    private final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public void close() {
        closed.countDown();
    }

    /** Waits for the end. Returns whether the watch is closed, or its thread was interrupted, within the time. */
    public boolean isClosedWithin(Duration time) {
        try {
            return closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
