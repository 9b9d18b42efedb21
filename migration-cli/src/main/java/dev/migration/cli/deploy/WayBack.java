package dev.migration.cli.deploy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import dev.migration.MigrationStatus;
import dev.migration.Migrator;
import dev.migration.error.MigrationException;
import dev.migration.execution.failure.RevisionFailedException;
import dev.migration.version.AppliedRevision;

/**
 * What becomes of what a deployment has committed when something behind it fails (ADR 20): exactly that is taken off again,
 * highest first. It stays when somebody wants it to, when the process is told to end, when a revision among it has no way
 * back, and when one stopped half-way, on top of it. A downgrade that fails is not turned round.
 */
final class WayBack {

    private final Migrator migrator;
    private final Wishes wishes;
    private final Steps steps;
    private final RunRecord record;
    private List<String> takenOff = List.of();

    WayBack(Migrator migrator, Wishes wishes, Steps steps, RunRecord record) {
        this.migrator = migrator;
        this.wishes = wishes;
        this.steps = steps;
        this.record = record;
    }

    RunRecord record() {
        return record;
    }

    /** What was taken off again, in the order in which it was. */
    List<String> takenOff() {
        return takenOff;
    }

    /**
     * Goes it.
     *
     * @param before where the database stood
     * @param restore a sentence on how else it comes back
     * @return what is to be said about the failure
     */
    RuntimeException after(RuntimeException failure, MigrationStatus before, String restore) {
        List<String> committed = record.committed();
        if (wishes.back()) {
            return committed.isEmpty()
                    ? failure
                    : kept(failure, "Taken off before, and not put on again", committed, "", restore);
        }
        if (steps.areInterrupted()) {
            return committed.isEmpty()
                    ? failure
                    : kept(failure, "Applied before, and kept", committed, undo(committed), "");
        }
        List<String> rest = record.rest();
        List<String> halfWay = migrator.status().unfinished().stream()
                .map(AppliedRevision::id)
                .filter(rest::contains)
                .toList();
        if (!halfWay.isEmpty()) {
            return kept(
                    failure,
                    "Stopped half-way, so that nothing below it is taken off",
                    halfWay,
                    " Or say with 'resolve' what became of it.",
                    restore);
        }
        if (committed.isEmpty()) {
            return failure;
        }
        return wishes.stay()
                ? kept(failure, "Applied before, and kept as --no-rollback says", committed, undo(committed), restore)
                : takeOff(failure, before, restore);
    }

    private RuntimeException takeOff(RuntimeException failure, MigrationStatus before, String restore) {
        List<String> committed = new ArrayList<>(record.committed());
        try {
            TimeLimit limit = new TimeLimit(migrator, wishes.limit());
            takenOff = steps.take(
                    "rollback",
                    () -> limit.within(() -> taken(committed)),
                    ids -> "took off " + String.join(", ", ids));
        } catch (RuntimeException second) {
            failure.addSuppressed(second);
            return new DeployFailedException(
                    problem(failure) + System.lineSeparator() + "What this deployment had applied before, "
                            + String.join(", ", committed) + ", is not taken off again: " + problem(second),
                    remedy(failure) + " To go on, correct that and deploy again." + restore,
                    failure);
        }
        return new DeployFailedException(
                problem(failure) + System.lineSeparator() + "Then taken off again: " + String.join(", ", takenOff)
                        + ". The database is where it stood before." + waiting(before),
                remedy(failure).replace(RevisionFailedException.THOSE_BEFORE_STAY, ""),
                failure);
    }

    private List<String> taken(List<String> committed) {
        return migrator.takeOff(committed).plan().steps().stream()
                .map(step -> step.revision().id())
                .toList();
    }

    /** A revision may drop a view that a repeatable makes; its way back does not make it again. */
    private String waiting(MigrationStatus before) {
        List<String> waiting = new ArrayList<>(migrator.status().pendingRepeatables());
        waiting.removeAll(before.pendingRepeatables());
        return waiting.isEmpty()
                ? ""
                : " These repeatables have to be applied again, by the release that was there before: "
                        + String.join(", ", waiting) + ".";
    }

    private static RuntimeException kept(
            RuntimeException failure, String what, List<String> ids, String undo, String restore) {
        return new DeployFailedException(
                problem(failure) + System.lineSeparator() + what + ": " + String.join(", ", ids) + ".",
                remedy(failure) + undo + restore,
                failure);
    }

    /** The last so many, which are these. */
    private static String undo(List<String> committed) {
        List<String> reversed = new ArrayList<>(committed);
        Collections.reverse(reversed);
        return " To take off " + String.join(", ", reversed) + ": deploy --rollback -" + committed.size() + ".";
    }

    private static String problem(RuntimeException failure) {
        return failure instanceof MigrationException known ? known.problem() : failure.toString();
    }

    private static String remedy(RuntimeException failure) {
        return failure instanceof MigrationException known ? known.remedy() : "See --stacktrace.";
    }
}
