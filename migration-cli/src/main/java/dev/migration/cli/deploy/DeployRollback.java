package dev.migration.cli.deploy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import dev.migration.MigrationStatus;
import dev.migration.Migrator;
import dev.migration.error.MigrationException;
import dev.migration.execution.report.SqlStateRemedies;
import dev.migration.version.AppliedRevision;

/**
 * What becomes of what a deployment has committed when something behind it fails (ADR 20): exactly that is taken off again,
 * highest first. It stays when somebody wants it to, when the process is told to end, when a revision among it has no way
 * back, and when one stopped half-way, on top of it. A downgrade that fails is not turned round.
 */
final class DeployRollback {

    private final Migrator migrator;
    private final DeployOptions wishes;
    private final DeploymentSteps steps;
    private final CommittedRevisions record;
    private List<String> takenOff = List.of();

    DeployRollback(Migrator migrator, DeployOptions wishes, DeploymentSteps steps, CommittedRevisions record) {
        this.migrator = migrator;
        this.wishes = wishes;
        this.steps = steps;
        this.record = record;
    }

    CommittedRevisions record() {
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
            return committed.isEmpty() ? failure : kept(failure, "Applied before, and kept", committed, undo(), "");
        }
        List<String> rest = record.rest();
        List<String> halfWay = migrator.reader().status().interrupted().stream()
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
                ? kept(failure, "Applied before, and kept as --no-rollback says", committed, undo(), restore)
                : takeOff(failure, before, restore);
    }

    private RuntimeException takeOff(RuntimeException failure, MigrationStatus before, String restore) {
        List<String> committed = record.committed();
        List<String> applied = record.repeatables();
        try {
            TimeLimit limit = new TimeLimit(migrator, wishes.limit());
            takenOff = steps.take(
                    "rollback",
                    () -> limit.within(() -> taken(committed)),
                    ids -> "took off " + String.join(", ", ids));
        } catch (RuntimeException second) {
            failure.addSuppressed(second);
            takenOff = record.takenOff();
            return notTakenOff(failure, second, committed, restore);
        }
        String repeatables = repeatables(before, applied);
        return new DeployFailedException(
                problem(failure) + System.lineSeparator() + "Then taken off again: " + String.join(", ", takenOff) + "."
                        + (repeatables.isEmpty() ? " The database is where it stood before." : repeatables),
                remedy(failure).replace(SqlStateRemedies.EARLIER_REVISIONS_STAY, "")
                        + (repeatables.isEmpty() ? "" : restore),
                failure);
    }

    /** The way back may have gone a part of the way. */
    private RuntimeException notTakenOff(
            RuntimeException failure, RuntimeException second, List<String> committed, String restore) {
        List<String> left = new ArrayList<>(committed);
        left.removeAll(takenOff);
        String begun = takenOff.isEmpty() ? "" : "Taken off again: " + String.join(", ", takenOff) + ". ";
        return new DeployFailedException(
                problem(failure) + System.lineSeparator() + begun + "What this deployment had applied before, "
                        + String.join(", ", left) + ", is not taken off again: " + problem(second),
                remedy(failure) + " To go on, correct that and deploy again." + restore,
                failure);
    }

    private List<String> taken(List<String> committed) {
        return migrator.revert(committed).plan().steps().stream()
                .map(step -> step.revision().id())
                .toList();
    }

    /**
     * What of them is not as it was: nobody takes one off. A revision may drop a view that a repeatable makes, and its way back
     * does not make it again; those that were committed have the text of this release.
     */
    private String repeatables(MigrationStatus before, List<String> applied) {
        List<String> waiting = new ArrayList<>(migrator.reader().status().pendingRepeatables());
        waiting.removeAll(before.pendingRepeatables());
        List<String> changed = new ArrayList<>(applied);
        changed.removeAll(waiting);
        return sentence(" These repeatables have to be applied again, by the release that was there before: ", waiting)
                + sentence(
                        " These repeatables stay as this release has them, until the one that was there before applies its own: ",
                        changed);
    }

    private static String sentence(String text, List<String> names) {
        return names.isEmpty() ? "" : text + String.join(", ", names) + ".";
    }

    private static RuntimeException kept(
            RuntimeException failure, String what, List<String> ids, String undo, String restore) {
        return new DeployFailedException(
                problem(failure) + System.lineSeparator() + what + ": " + String.join(", ", ids) + ".",
                remedy(failure) + undo + restore,
                failure);
    }

    /** The last so many are these, unless another session was at it. */
    private String undo() {
        List<String> reversed = new ArrayList<>(record.committed());
        if (record.hasOthers()) {
            return " Another session applied revisions between them: see 'history -i', and take off with deploy --rollback REV.";
        }
        Collections.reverse(reversed);
        return " To take off " + String.join(", ", reversed) + ": deploy --rollback -" + reversed.size() + ".";
    }

    private static String problem(RuntimeException failure) {
        return failure instanceof MigrationException known ? known.problem() : failure.toString();
    }

    private static String remedy(RuntimeException failure) {
        return failure instanceof MigrationException known ? known.remedy() : "See --stacktrace.";
    }
}
