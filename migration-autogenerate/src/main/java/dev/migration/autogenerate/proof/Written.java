// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.proof;

import java.util.ArrayList;
import java.util.List;

import dev.migration.autogenerate.plan.Step;
import dev.migration.schema.SchemaDifference;
import dev.migration.schema.SchemaGraph;

/**
 * The statements from one state to another, and what they do not reach.
 *
 * @param steps each ran in a copy of the first state, in this order
 * @param end what the copy contains afterwards
 * @param unwritten what still differs; then the steps are no way to the second state
 * @param moved columns whose position differs; nothing is written for them, because only a new table has another order
 * @param failures statements that were tried and refused, each with what the server said
 */
public record Written(
        List<Step> steps,
        SchemaGraph end,
        List<SchemaDifference> unwritten,
        List<SchemaDifference> moved,
        List<Failure> failures) {

    public Written {
        steps = List.copyOf(steps);
        unwritten = List.copyOf(unwritten);
        moved = List.copyOf(moved);
        failures = List.copyOf(failures);
    }

    /** A statement that the server refused. */
    public record Failure(Step step, String message) {}

    /** The same statements after others. */
    public Written after(List<Step> first) {
        List<Step> all = new ArrayList<>(first);
        all.addAll(steps);
        return new Written(all, end, unwritten, moved, failures);
    }

    public boolean isComplete() {
        return unwritten.isEmpty();
    }
}
