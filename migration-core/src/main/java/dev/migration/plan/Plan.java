package dev.migration.plan;

import dev.migration.revision.Repeatable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What to do, in order.
 *
 * @param operation why
 * @param steps the revisions, in the order in which they are put on or taken off
 * @param repeatables what is applied again behind the last step, in order; in its transaction if that has one
 * @param before the maximal applied revisions before the first step
 * @param after the maximal applied revisions after the last step
 * @param notes what somebody should know who expected something else, in sentences
 */
public record Plan(
        Operation operation,
        List<Step> steps,
        List<Repeatable> repeatables,
        List<String> before,
        List<String> after,
        List<String> notes) {

    /** One without repeatables. */
    public Plan(Operation operation, List<Step> steps, List<String> before, List<String> after, List<String> notes) {
        this(operation, steps, List.of(), before, after, notes);
    }

    public Plan {
        repeatables = List.copyOf(repeatables);
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
        return steps.isEmpty() && repeatables.isEmpty();
    }

    /** The same plan, followed by repeatables. */
    public Plan with(List<Repeatable> others) {
        return new Plan(operation, steps, others, before, after, notes);
    }

    /** The same plan, with another note. */
    public Plan with(String note) {
        return new Plan(
                operation,
                steps,
                repeatables,
                before,
                after,
                Stream.concat(notes.stream(), Stream.of(note)).toList());
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
        String text = operation.name().toLowerCase(Locale.ROOT) + " " + steps;
        return repeatables.isEmpty()
                ? text
                : text + " " + repeatables.stream().map(Repeatable::key).toList();
    }
}
