package dev.migration.sample.support.database;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for something that another process is about to do. */
final class Polling {

    private static final Duration PAUSE = Duration.ofMillis(50);

    private Polling() {}

    /** Whether it came true before patience ran out. */
    static boolean until(Duration patience, BooleanSupplier question) {
        var end = System.nanoTime() + patience.toNanos();
        while (!question.getAsBoolean()) {
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
