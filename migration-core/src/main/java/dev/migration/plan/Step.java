package dev.migration.plan;

import dev.migration.revision.Revision;

/** One revision to put on or take off. */
public record Step(Direction direction, Revision revision) {

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
