// SPDX-License-Identifier: Apache-2.0
package dev.migration.version;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * A revision whose last statements run in the background.
 *
 * @param revision its id
 * @param segment how many segments are done
 * @param checksum of the upgrade section that was queued
 * @param state what happens to it
 * @param reason why it has failed or was cancelled
 * @param queuedAt when its upgrade was committed
 * @param approvedBy the database user who has let it run
 */
public record JobState(
        String revision,
        int segment,
        Optional<String> checksum,
        State state,
        Optional<String> reason,
        Instant queuedAt,
        Optional<String> approvedBy) {

    /** The words of the column {@code state}. */
    public enum State {
        /** It waits for a person. */
        WAITING,
        /** It waits for a worker. */
        QUEUED,
        /** A worker has begun it. Workers that die leave this word; another one continues. */
        RUNNING,
        /** It failed; no worker tries it again by itself. */
        FAILED,
        /** A person, or a downgrade, has cancelled it. */
        CANCELLED,
        /** A word of a newer version of this library. */
        OTHER;

        public static State of(String word) {
            return Arrays.stream(values())
                    .filter(state -> state.name().equals(word))
                    .findFirst()
                    .orElse(OTHER);
        }
    }

    /** Whether a worker may run it. */
    public boolean isRunnable() {
        return state == State.QUEUED || state == State.RUNNING;
    }

    /** Whether it has failed or was cancelled: it runs again when a person approves. */
    public boolean hasStopped() {
        return state == State.FAILED || state == State.CANCELLED;
    }

    /** The state and its reason, for people. */
    public String describe() {
        return words() + reason.map(text -> ": " + text).orElse("");
    }

    /** The state, for people: {@code waits for an approval}. */
    public String words() {
        return switch (state) {
            case WAITING -> "waits for an approval";
            case QUEUED -> "waits for a worker";
            case RUNNING -> "is running";
            case FAILED -> "has failed";
            case CANCELLED -> "is cancelled";
            case OTHER -> "has a state of a newer version";
        };
    }
}
