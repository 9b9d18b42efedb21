package dev.migration.script;

import java.time.Duration;
import java.util.Optional;

/** What a script says about its own run. Empty means: as the settings say. */
public record ScriptOptions(
        Optional<Duration> lockTimeout,
        Optional<Duration> statementTimeout,
        Optional<Duration> retryFor,
        boolean statementByStatement) {

    /** Everything as the settings say. */
    public static final ScriptOptions NONE =
            new ScriptOptions(Optional.empty(), Optional.empty(), Optional.empty(), false);
}
