// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.database;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits until another process has done something. */
final class Polling {

    private static final Duration PAUSE = Duration.ofMillis(50);

    private Polling() {}

    /** Returns whether the condition became true before the timeout. */
    static boolean until(Duration timeout, BooleanSupplier condition) {
        var end = System.nanoTime() + timeout.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end || !paused()) {
                return false;
            }
        }
        return true;
    }

    private static boolean paused() {
        try {
            Thread.sleep(PAUSE.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
