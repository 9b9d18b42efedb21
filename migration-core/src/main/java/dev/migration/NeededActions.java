// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.migration.NeededAction.Reason;
import dev.migration.version.AppliedRevision;
import dev.migration.version.BatchStatus;
import dev.migration.version.JobState;
import dev.migration.version.RemainingWork;
import dev.migration.version.RevisionState;

/** Finds what does not go on until a person acts, in the state of a database. */
final class NeededActions {

    private final RemainingWork work;
    private final List<NeededAction> actions = new ArrayList<>();

    private NeededActions(RemainingWork work) {
        this.work = work;
    }

    static List<NeededAction> in(MigrationStatus status, RemainingWork work) {
        NeededActions found = new NeededActions(work);
        work.jobs().forEach(found::job);
        status.interrupted().stream()
                .filter(revision -> revision.state().state() == RevisionState.State.FAILED)
                .forEach(found::failed);
        work.batches().forEach(found::paused);
        return List.copyOf(found.actions);
    }

    private void job(JobState job) {
        String id = job.revision();
        String begin = "The work of revision '" + id + "' in the background ";
        switch (job.state()) {
            case WAITING ->
                add(Reason.APPROVAL, job, begin + "waits for an approval.", "Let it run: approve " + id + ".");
            case FAILED -> {
                if (has(id, "CANCELLED")) {
                    add(Reason.BATCH_CANCELLED, job, cancelled(id), "Let them go on: approve " + id + ".");
                } else {
                    add(Reason.JOB_FAILED, job, begin + "has failed.", "Correct the cause, then: approve " + id + ".");
                }
            }
            case CANCELLED ->
                add(
                        Reason.JOB_CANCELLED,
                        job,
                        begin + "is cancelled.",
                        "Downgrade the revision, or let its work go on: approve " + id + ".");
            case QUEUED, RUNNING, OTHER -> {
                // Workers go on by themselves.
            }
        }
    }

    private void add(Reason reason, JobState job, String problem, String remedy) {
        actions.add(new NeededAction(reason, job.revision(), problem, job.reason(), remedy));
    }

    private void failed(AppliedRevision revision) {
        String id = revision.id();
        actions.add(
                has(id, "CANCELLED")
                        ? new NeededAction(
                                Reason.BATCH_CANCELLED,
                                id,
                                cancelled(id),
                                Optional.empty(),
                                resume(id) + " The next upgrade continues them.")
                        : new NeededAction(
                                Reason.REVISION_FAILED,
                                id,
                                "Revision '" + id + "' failed and is interrupted.",
                                Optional.empty(),
                                "Correct the cause, then: upgrade. Or record its outcome: resolve " + id
                                        + " --applied, or --rolled-back."));
    }

    private void paused(BatchStatus batch) {
        String id = batch.revision();
        boolean first = actions.stream()
                .noneMatch(action -> action.reason() == Reason.BATCH_PAUSED
                        && action.revision().equals(id));
        if (batch.state().equals("PAUSED") && first) {
            actions.add(new NeededAction(
                    Reason.BATCH_PAUSED,
                    id,
                    "The batches of revision '" + id + "' are paused.",
                    Optional.empty(),
                    resume(id)));
        }
    }

    private boolean has(String revision, String state) {
        return work.batchesOf(revision).stream().anyMatch(batch -> batch.state().equals(state));
    }

    private static String cancelled(String revision) {
        return "The batches of revision '" + revision + "' are cancelled.";
    }

    private static String resume(String revision) {
        return "Let them go on: batch resume " + revision + ".";
    }
}
