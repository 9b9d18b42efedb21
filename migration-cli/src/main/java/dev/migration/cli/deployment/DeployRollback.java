// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.deployment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import dev.migration.MigrationStatus;
import dev.migration.Migrator;
import dev.migration.error.MigrationException;
import dev.migration.error.Suppressed;
import dev.migration.execution.report.SqlStateRemedies;
import dev.migration.version.AppliedRevision;

/**
 * Reverts the revisions that a deployment has committed when a later step fails (ADR 20): exactly these, highest first. They stay
 * applied if the options require it, if the process is shutting down, if one of them is irreversible, and if a revision on top of
 * them was interrupted. After a failed downgrade no revision is applied again.
 */
final class DeployRollback {

    private final Migrator migrator;
    private final DeployOptions options;
    private final DeploymentSteps steps;
    private final CommittedRevisions record;
    private List<String> reverted = List.of();

    DeployRollback(Migrator migrator, DeployOptions options, DeploymentSteps steps, CommittedRevisions record) {
        this.migrator = migrator;
        this.options = options;
        this.steps = steps;
        this.record = record;
    }

    /** The ids of the reverted revisions, in order. */
    List<String> reverted() {
        return reverted;
    }

    /**
     * Handles the failure of a deployment.
     *
     * @param before the status before the migration
     * @param restoreAdvice a sentence on how to restore the backup; empty without one
     * @return the failure to throw, which reports the outcome of the committed revisions
     */
    RuntimeException after(RuntimeException failure, MigrationStatus before, String restoreAdvice) {
        List<String> committed = record.committed();
        if (options.isDowngrade()) {
            return kept(failure, "Reverted before, and not applied again", committed, restoreAdvice);
        }
        if (steps.areInterrupted()) {
            return kept(failure, "Applied before, and kept", committed, revertAdvice());
        }
        if (steps.areAbandoned()) {
            return kept(failure, "Applied before, and kept", committed, revertAdvice());
        }
        List<String> interrupted = interrupted();
        if (!interrupted.isEmpty()) {
            String advice = " Or record its outcome with 'resolve'." + restoreAdvice;
            return kept(failure, "Interrupted, so that no revision below it is reverted", interrupted, advice);
        }
        if (options.mode().keepApplied()) {
            String advice = revertAdvice() + restoreAdvice;
            return kept(failure, "Applied before, and kept because of --no-rollback", committed, advice);
        }
        return committed.isEmpty() ? failure : revert(failure, before, restoreAdvice);
    }

    private MigrationStatus status() {
        return TimeLimit.of(options.timeLimit()).within(() -> migrator.reader().status());
    }

    private List<String> interrupted() {
        List<String> remaining = record.remaining();
        return status().interrupted().stream()
                .map(AppliedRevision::id)
                .filter(remaining::contains)
                .toList();
    }

    private RuntimeException revert(RuntimeException failure, MigrationStatus before, String restoreAdvice) {
        List<String> committed = record.committed();
        List<String> applied = record.repeatables();
        try {
            reverted = steps.run(
                    "rollback",
                    TimeLimit.of(options.timeLimit(), migrator),
                    () -> revert(committed),
                    ids -> "reverted " + String.join(", ", ids));
        } catch (RuntimeException second) {
            Suppressed.add(failure, second);
            reverted = record.reverted();
            return notReverted(failure, second, committed, restoreAdvice);
        }
        String repeatables = repeatables(before, applied);
        return new DeployFailedException(
                problem(failure) + System.lineSeparator() + "Then reverted: " + String.join(", ", reverted) + "."
                        + (repeatables.isEmpty() ? " The database is in the same state as before." : repeatables),
                remedy(failure).replace(SqlStateRemedies.EARLIER_REVISIONS_STAY, "")
                        + (repeatables.isEmpty() ? "" : restoreAdvice),
                failure);
    }

    /** The rollback may have reverted some of the revisions before it failed. */
    private RuntimeException notReverted(
            RuntimeException failure, RuntimeException second, List<String> committed, String restoreAdvice) {
        List<String> left = new ArrayList<>(committed);
        left.removeAll(reverted);
        String done = reverted.isEmpty() ? "" : "Reverted: " + String.join(", ", reverted) + ". ";
        return new DeployFailedException(
                problem(failure) + System.lineSeparator() + done + "Applied by this deployment and not reverted: "
                        + String.join(", ", left) + ". " + problem(second),
                remedy(failure) + " To continue, correct the cause and deploy again." + restoreAdvice,
                failure);
    }

    private List<String> revert(List<String> committed) {
        return migrator.revert(committed).plan().steps().stream()
                .map(step -> step.revision().id())
                .toList();
    }

    /**
     * Describes the repeatables that are not as before, because a rollback reverts no repeatable. A revision may drop a view that a
     * repeatable creates, and its downgrade does not create it again; the repeatables that were committed have the text of this
     * release.
     */
    private String repeatables(MigrationStatus before, List<String> applied) {
        List<String> pending = new ArrayList<>(status().pendingRepeatables());
        pending.removeAll(before.pendingRepeatables());
        List<String> changed = new ArrayList<>(applied);
        changed.removeAll(pending);
        return sentence(" The previous release must apply these repeatables again: ", pending)
                + sentence(
                        " These repeatables stay as this release has them, until the previous release applies its own: ",
                        changed);
    }

    private static String sentence(String text, List<String> names) {
        return names.isEmpty() ? "" : text + String.join(", ", names) + ".";
    }

    /** The failure with the revisions that stay as they are; the failure itself if there are none. */
    private static RuntimeException kept(RuntimeException failure, String what, List<String> ids, String advice) {
        if (ids.isEmpty()) {
            return failure;
        }
        return new DeployFailedException(
                problem(failure) + System.lineSeparator() + what + ": " + String.join(", ", ids) + ".",
                remedy(failure) + advice,
                failure);
    }

    /** The committed revisions are the last ones, unless another session has applied revisions as well. */
    private String revertAdvice() {
        List<String> newestFirst = new ArrayList<>(record.committed());
        if (record.hasOthers()) {
            return " Another session applied revisions between them: see 'history -i', and revert with deploy --rollback REV.";
        }
        Collections.reverse(newestFirst);
        return " To revert " + String.join(", ", newestFirst) + ": deploy --rollback -" + newestFirst.size() + ".";
    }

    private static String problem(RuntimeException failure) {
        return failure instanceof MigrationException known ? known.problem() : failure.toString();
    }

    private static String remedy(RuntimeException failure) {
        return failure instanceof MigrationException known ? known.remedy() : "See --stacktrace.";
    }
}
