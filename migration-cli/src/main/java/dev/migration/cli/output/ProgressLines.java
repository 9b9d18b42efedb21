// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.output;

import java.util.List;
import java.util.Locale;

import dev.migration.event.BatchLines;
import dev.migration.event.MigrationEvent;
import dev.migration.event.MigrationListener;
import dev.migration.plan.Plan;
import dev.migration.plan.Plan.Operation;
import dev.migration.plan.Step;
import dev.migration.revision.Revision;

/** Prints the progress of a run as lines, for output that is not a terminal. */
public final class ProgressLines implements MigrationListener {

    private final Console console;
    private final BatchLines batches = new BatchLines();

    public ProgressLines(Console console) {
        this.console = console;
    }

    @Override
    public void on(MigrationEvent event) {
        if (event instanceof MigrationEvent.Started started) {
            Plan plan = started.plan();
            console.line(name(plan.operation()) + " from " + idsOrBase(plan.before()) + " to " + idsOrBase(plan.after())
                    + ": " + Plurals.of(plan.steps().size(), "revision"));
            plan.notes().forEach(console::line);
        } else if (event instanceof MigrationEvent.RevisionFinished finished) {
            List<Step> steps = finished.plan().steps();
            console.line("  " + (steps.indexOf(finished.step()) + 1) + "/" + steps.size() + "  "
                    + verb(finished.plan(), finished.step()) + " "
                    + describe(finished.step().revision()) + "  "
                    + finished.duration().toMillis() + " ms");
        } else if (BatchLines.concerns(event)) {
            batches.line(event).ifPresent(line -> console.line("       " + line));
        } else if (event instanceof MigrationEvent.RepeatableApplied applied) {
            console.line("       Applied repeatable " + applied.repeatable().name());
        } else {
            Notes.of(event).forEach(console::line);
        }
    }

    /** Returns the id and the message of a revision. */
    public static String describe(Revision revision) {
        return revision.message().isEmpty() ? revision.id() : revision.id() + "  " + revision.message();
    }

    /** Returns the ids, separated by commas; {@code base} if there is none. */
    public static String idsOrBase(List<String> ids) {
        return ids.isEmpty() ? "base" : String.join(", ", ids);
    }

    private static String verb(Plan plan, Step step) {
        boolean up = step.direction() == Step.Direction.UP;
        if (plan.operation() == Operation.STAMP) {
            return up ? "Stamped" : "Unstamped";
        }
        return up ? "Applied" : "Reverted";
    }

    private static String name(Operation operation) {
        String name = operation.name();
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }
}
