// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.util.List;
import java.util.stream.Collectors;

import dev.migration.error.NearestWord;
import dev.migration.execution.batch.BatchRequest;
import dev.migration.execution.batch.BatchRequests;
import dev.migration.version.BatchStatus;

/**
 * The statements that run in batches: lists them, and sends requests to the process that runs them, which may be another one. That
 * process acts after its current batch. Takes no migration lock. Safe for use by several threads.
 *
 * <p>Every request needs the full id of a revision and returns its batches that were changed. It throws {@link UnknownBatchException}
 * if the revision has no batch that it can change, and a {@link dev.migration.error.MigrationException} if the database cannot be changed.
 */
public final class Batches {

    private final BatchRequests requests;

    Batches(BatchRequests requests) {
        this.requests = requests;
    }

    /** All of them, the last one first; none if no revision has run in batches. */
    public List<BatchStatus> list() {
        return requests.list();
    }

    /** The run waits before its next batch. */
    public List<BatchStatus> pause(String revision) {
        return send(BatchRequest.PAUSE, revision, 0);
    }

    /**
     * The run goes on. If it has failed because it was cancelled, the next upgrade goes on.
     *
     * @throws UnknownBatchException also if its work in the background has failed or was cancelled: then {@link Migrator#approve} lets
     *     it go on
     */
    public List<BatchStatus> resume(String revision) {
        requests.stoppedJob(revision).ifPresent(job -> {
            throw UnknownBatchException.inBackground(revision, job.describe());
        });
        return send(BatchRequest.RESUME, revision, 0);
    }

    /** The revision fails before its next batch; the batches that are committed stay. */
    public List<BatchStatus> cancel(String revision) {
        return send(BatchRequest.CANCEL, revision, 0);
    }

    /**
     * The run rests between its batches.
     *
     * @param percent the part of the time in which it works, from 1 to 100
     * @throws IllegalArgumentException if it is another number
     */
    public List<BatchStatus> speed(String revision, int percent) {
        if (percent < 1 || percent > 100) {
            throw new IllegalArgumentException("The speed is " + percent + "; write a number from 1 to 100.");
        }
        return send(BatchRequest.SPEED, revision, percent);
    }

    private List<BatchStatus> send(BatchRequest request, String revision, int speed) {
        List<BatchStatus> changed = requests.send(request, revision, speed);
        if (changed.isEmpty()) {
            List<BatchStatus> known = requests.list();
            String states = known.stream()
                    .filter(batch -> batch.revision().equals(revision))
                    .map(BatchStatus::state)
                    .distinct()
                    .collect(Collectors.joining(", "));
            List<String> revisions =
                    known.stream().map(BatchStatus::revision).distinct().toList();
            throw states.isEmpty()
                    ? UnknownBatchException.notBegun(revision, NearestWord.question(revision, revisions))
                    : UnknownBatchException.inOtherState(revision, states);
        }
        return changed;
    }
}
