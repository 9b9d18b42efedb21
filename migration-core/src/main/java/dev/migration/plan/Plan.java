package dev.migration.plan;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What to do, in order.
 *
 * @param operation why
 * @param steps the revisions, in the order in which they are put on or taken off
 * @param before the maximal applied revisions before the first step
 * @param after the maximal applied revisions after the last step
 * @param notes what somebody should know who expected something else, in sentences
 */
public record Plan(Operation operation, List<Step> steps, List<String> before, List<String> after, List<String> notes) {

    public Plan {
        steps = List.copyOf(steps);
        before = List.copyOf(before);
        after = List.copyOf(after);
        notes = List.copyOf(notes);
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

    /** The maximal applied revisions after so many steps: where the database stands if the next one fails. */
    public Set<String> currentAfter(int done) {
        Set<String> current = new LinkedHashSet<>(before);
        for (Step step : steps.subList(0, done)) {
            step.heads().removed().forEach(current::remove);
            current.addAll(step.heads().added());
        }
        return current;
    }

    @Override
    public String toString() {
        return operation.name().toLowerCase(Locale.ROOT) + " " + steps;
    }
}
