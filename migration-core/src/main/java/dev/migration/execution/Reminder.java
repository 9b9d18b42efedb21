package dev.migration.execution;

import java.time.Duration;

/** Says when a wait is to be told of: at once, and then every 10 seconds. */
final class Reminder {

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
