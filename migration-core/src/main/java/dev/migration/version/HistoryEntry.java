// SPDX-License-Identifier: Apache-2.0
package dev.migration.version;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import dev.migration.error.PrintableText;

/**
 * A row of the history: an operation on one revision, or a failed attempt.
 *
 * @param at its end, by the clock of the database
 * @param operation the operation, such as {@code UPGRADE}
 * @param revision the id of the revision, or the name of the repeatable
 * @param outcome {@code APPLIED}, {@code QUEUED}, {@code REVERTED}, {@code FAILED} or {@code RETRY}; a newer version of this library may write
 *     other values
 * @param detail the message of the server after a failure, or a note
 * @param duration its duration
 * @param by the user, host and application
 */
public record HistoryEntry(
        Instant at,
        String operation,
        String revision,
        String outcome,
        Optional<String> detail,
        Duration duration,
        AppliedBy by) {

    private static final int LONGEST_WORD = 200;

    public HistoryEntry {
        operation = PrintableText.of(operation, LONGEST_WORD);
        revision = PrintableText.of(revision, LONGEST_WORD);
        outcome = PrintableText.of(outcome, LONGEST_WORD);
        detail = detail.map(text -> PrintableText.of(text, PrintableText.LONGEST_MESSAGE));
    }

    /** Whether the revision failed and the run did not retry it. */
    public boolean isFailure() {
        return outcome.equals("FAILED");
    }

    /** The parts of the message of a failed attempt; empty for an attempt that did not fail, or that has no message. */
    public Optional<FailureDetail> failure() {
        return isFailure() || outcome.equals("RETRY") ? detail.map(FailureDetail::of) : Optional.empty();
    }
}
