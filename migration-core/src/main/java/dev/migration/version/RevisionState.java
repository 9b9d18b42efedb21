package dev.migration.version;

import java.util.Arrays;

/**
 * How far a revision is.
 *
 * @param state in a word
 * @param step how many pieces of a script that runs in pieces are done (ADR 12); 0 for one that is whole
 */
public record RevisionState(State state, int step) {

    /** Whole. */
    public static final RevisionState APPLIED = new RevisionState(State.APPLIED, 0);

    /** What the table says about a revision. */
    public enum State {
        APPLIED,
        /** Its upgrade was begun: somebody is at it, or died at it. */
        RUNNING,
        /** Its upgrade stopped in one of its pieces. */
        FAILED,
        /** Its downgrade was begun; it counts as applied until it is gone. */
        REVERTING,
        /** Something that a newer version of this library wrote. It counts as applied: nothing of ours may run it again. */
        OTHER;

        static State of(String word) {
            return Arrays.stream(values())
                    .filter(state -> state.name().equals(word))
                    .findFirst()
                    .orElse(OTHER);
        }
    }

    /** Whether the revision counts as applied. */
    public boolean isApplied() {
        return state != State.RUNNING && state != State.FAILED;
    }

    /** Whether pieces are left to do. */
    public boolean isInterrupted() {
        return state == State.RUNNING || state == State.FAILED || state == State.REVERTING;
    }
}
