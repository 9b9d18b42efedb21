// SPDX-License-Identifier: Apache-2.0
package dev.migration.version;

import java.util.List;

/**
 * The state of a revision in the table of applied revisions.
 *
 * @param state the value of the column {@code state}
 * @param step how many segments are done (ADR 12); 0 for a revision that does not run in segments
 */
public record RevisionState(State state, int step) {

    /** Completely applied. */
    public static final RevisionState APPLIED = new RevisionState(State.APPLIED, 0);

    /** The values of the column {@code state}. */
    public enum State {
        APPLIED,
        /** Its upgrade has begun: a session runs it, or the session was lost. */
        RUNNING,
        /** Its upgrade failed in one of its segments. */
        FAILED,
        /** It is applied, except for statements that workers run in the background (ADR 63); it counts as applied. */
        BACKGROUND,
        /** Its downgrade has begun; it counts as applied until the downgrade is complete. */
        REVERTING,
        /** A state of a newer version of this library. The revision counts as applied, so that it is not run again. */
        OTHER;

        private static final List<State> ALL = List.of(values());

        public static State of(String word) {
            for (State state : ALL) {
                if (state.name().equals(word)) {
                    return state;
                }
            }
            return OTHER;
        }
    }

    /** Whether the revision counts as applied. */
    public boolean isApplied() {
        return state != State.RUNNING && state != State.FAILED;
    }

    /** Whether workers run the rest of its statements in the background. */
    public boolean isInBackground() {
        return state == State.BACKGROUND;
    }

    /** Whether some of its segments are not done. A session may be running them. */
    public boolean isInterrupted() {
        return state == State.RUNNING || state == State.FAILED || state == State.REVERTING;
    }
}
