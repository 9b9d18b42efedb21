// SPDX-License-Identifier: Apache-2.0
package dev.migration.plan;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

import dev.migration.revision.Repeatable;

/**
 * What a command does, in order.
 *
 * @param operation the kind of command
 * @param steps the revisions, in the order in which they are applied or reverted
 * @param repeatables the repeatables to apply after the last step, in order; in the transaction of that step if it has
 *     one
 * @param before the ids of the maximal applied revisions before the first step
 * @param after the ids of the maximal applied revisions after the last step
 * @param notes facts that may be unexpected to the user, in sentences
 */
public record Plan(
        Operation operation,
        List<Step> steps,
        List<Repeatable> repeatables,
        List<String> before,
        List<String> after,
        List<String> notes) {

    /** A plan without repeatables. */
    public Plan(Operation operation, List<Step> steps, List<String> before, List<String> after, List<String> notes) {
        this(operation, steps, List.of(), before, after, notes);
    }

    public Plan {
        repeatables = List.copyOf(repeatables);
        steps = StepList.of(steps);
        before = List.copyOf(before);
        after = List.copyOf(after);
        notes = List.copyOf(notes);
    }

    /** The kind of command that a plan executes. */
    public enum Operation {
        /** Runs the upgrade sections of revisions. */
        UPGRADE,
        /** Runs the downgrade sections of revisions. */
        DOWNGRADE,
        /** Records what is applied and runs no script. */
        STAMP
    }

    /** Whether the database is already at the target. */
    public boolean isEmpty() {
        return steps.isEmpty() && repeatables.isEmpty();
    }

    /** A copy with these repeatables. */
    public Plan with(List<Repeatable> others) {
        return new Plan(operation, steps, others, before, after, notes);
    }

    /** A copy with one more note. */
    public Plan with(String note) {
        return new Plan(
                operation,
                steps,
                repeatables,
                before,
                after,
                Stream.concat(notes.stream(), Stream.of(note)).toList());
    }

    /**
     * The ids of the maximal applied revisions after a number of steps: the state of the database if the next step
     * fails.
     */
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
