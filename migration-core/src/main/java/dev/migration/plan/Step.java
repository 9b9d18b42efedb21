package dev.migration.plan;

import dev.migration.revision.HeadsChange;
import dev.migration.revision.Repeatable;
import dev.migration.revision.Revision;
import java.util.List;

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

    /**
     * What stands for repeatables where a step is named, when they have a transaction of their own. It changes no revision
     * and is in no plan.
     *
     * @param repeatable the one that is named
     */
    public static Step of(Repeatable repeatable) {
        return new Step(Direction.UP, Revision.of(repeatable.key()), new HeadsChange(List.of(), List.of()));
    }

    /** Whether it stands for repeatables. */
    public boolean isRepeatable() {
        return Repeatable.isKey(revision.id());
    }

    @Override
    public String toString() {
        return (direction == Direction.UP ? "+" : "-") + revision.id();
    }
}
