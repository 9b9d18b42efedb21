package dev.migration.plan;

import java.util.List;

/**
 * What to do, in order.
 *
 * @param operation why
 * @param steps the revisions, in the order in which they are put on or taken off
 * @param before the maximal applied revisions before the first step
 * @param after the maximal applied revisions after the last step
 */
public record Plan(Operation operation, List<Step> steps, List<String> before, List<String> after) {

    public Plan {
        steps = List.copyOf(steps);
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /** What a plan is for. */
    public enum Operation {
        /** Runs the upgrade sections of revisions. */
        UPGRADE,
        /** Runs the downgrade sections of revisions. */
        DOWNGRADE,
        /** Writes down what is applied and runs nothing. */
        STAMP
    }

    /** Whether the database is already where it should be. */
    public boolean isEmpty() {
        return steps.isEmpty();
    }

    @Override
    public String toString() {
        return operation.name().toLowerCase(java.util.Locale.ROOT) + " " + steps;
    }
}
