package dev.migration.version;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A row of the history: something that was done, or tried.
 *
 * @param at when it was over, by the database's clock
 * @param operation what was asked for, such as {@code UPGRADE}
 * @param revision the id of the revision, or the name of the repeatable
 * @param outcome {@code APPLIED}, {@code REVERTED}, {@code FAILED} or {@code RETRY}; a newer version of this library may write
 *     others
 * @param detail what the server said about a failure, or a remark
 * @param duration how long it took
 * @param by who did it
 */
public record HistoryEntry(
        Instant at,
        String operation,
        String revision,
        String outcome,
        Optional<String> detail,
        Duration duration,
        AppliedBy by) {

    /** Whether it failed for good, as far as that run goes. */
    public boolean isFailure() {
        return outcome.equals("FAILED");
    }
}
