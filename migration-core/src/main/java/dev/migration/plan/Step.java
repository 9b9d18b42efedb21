package dev.migration.plan;

import dev.migration.revision.HeadsChange;
import dev.migration.revision.Revision;

/**
 * One revision to put on or take off.
 *
 * @param heads what the step does to the maximal applied revisions
 */
public record Step(Direction direction, Revision revision, HeadsChange heads) {

    /** Which way a step goes. */
    public enum Direction {
        /** The revision becomes applied. */
        UP,
        /** The revision is no longer applied. */
        DOWN
    }

    @Override
    public String toString() {
        return (direction == Direction.UP ? "+" : "-") + revision.id();
    }
}
