package dev.migration.execution.wait;

import java.time.Duration;

/** Says when a wait is to be told of: at once, and then every 10 seconds. */
final class WaitLogInterval {

    private static final Duration AGAIN = Duration.ofSeconds(10);

    private Duration said = AGAIN.negated();

    boolean isDue(Duration waited) {
        boolean due = waited.minus(said).compareTo(AGAIN) >= 0;
        if (due) {
            said = waited;
        }
        return due;
    }
}
