// SPDX-License-Identifier: Apache-2.0
package dev.migration.plan;

import java.util.List;

import dev.migration.revision.HeadsChange;
import dev.migration.revision.Repeatable;
import dev.migration.revision.Revision;

/**
 * One revision to apply or to revert.
 *
 * @param heads the effect of the step on the maximal applied revisions
 */
public record Step(Direction direction, Revision revision, HeadsChange heads) {

    /** The direction of a step. */
    public enum Direction {
        /** The revision becomes applied. */
        UP,
        /** The revision is no longer applied. */
        DOWN
    }

    /**
     * A step that represents repeatables where a step is reported, when they have a transaction of their own. It
     * changes no revision and is part of no plan.
     *
     * @param repeatable the repeatable to report
     */
    public static Step of(Repeatable repeatable) {
        return new Step(Direction.UP, Revision.of(repeatable.key()), new HeadsChange(List.of(), List.of()));
    }

    /** Whether the step represents repeatables. */
    public boolean isRepeatable() {
        return Repeatable.isKey(revision.id());
    }

    @Override
    public String toString() {
        return (direction == Direction.UP ? "+" : "-") + revision.id();
    }
}
