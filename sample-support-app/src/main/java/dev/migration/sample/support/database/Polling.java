// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.database;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Waits until another process has done something, which no event announces. */
public final class Polling {

    private static final Duration PAUSE = Duration.ofMillis(50);

    private Polling() {}

    /** Returns whether the condition became true before the timeout. The condition is evaluated on another thread. */
    public static boolean until(Duration timeout, BooleanSupplier condition) {
        var fulfilled = new CompletableFuture<Boolean>();
        var looks = Executors.newSingleThreadScheduledExecutor();
        try {
            looks.scheduleWithFixedDelay(() -> look(condition, fulfilled), 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            return fulfilled.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            // Without an interrupt, which would close a channel that the condition is just locking.
            looks.shutdown();
        }
    }

    private static void look(BooleanSupplier condition, CompletableFuture<Boolean> fulfilled) {
        try {
            if (condition.getAsBoolean()) {
                fulfilled.complete(true);
            }
        } catch (RuntimeException failure) {
            fulfilled.completeExceptionally(failure);
        }
    }
}
