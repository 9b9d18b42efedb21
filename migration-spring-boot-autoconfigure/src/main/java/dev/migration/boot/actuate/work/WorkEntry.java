// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.actuate.work;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.migration.version.BatchStatus;
import dev.migration.version.JobState;
import dev.migration.version.RemainingWork;

/**
 * What a revision has left that is begun and not complete.
 *
 * @param revision the full id of the revision
 * @param job its work in the background; null if it runs in the foreground or is interrupted
 * @param batches its batches, the last one first
 */
public record WorkEntry(String revision, @Nullable JobEntry job, List<BatchEntry> batches) {

    /**
     * The entries of all revisions, those with work in the background first.
     *
     * @param sql whether the reader may see SQL and messages of the server
     */
    public static List<WorkEntry> of(RemainingWork work, boolean sql) {
        Set<String> revisions = new LinkedHashSet<>();
        work.jobs().stream().map(JobState::revision).forEach(revisions::add);
        work.batches().stream().map(BatchStatus::revision).forEach(revisions::add);
        return revisions.stream()
                .map(revision -> new WorkEntry(
                        revision,
                        work.jobs().stream()
                                .filter(job -> job.revision().equals(revision))
                                .map(job -> JobEntry.of(job, sql))
                                .findFirst()
                                .orElse(null),
                        work.batchesOf(revision).stream()
                                .map(batch -> BatchEntry.of(batch, sql))
                                .toList()))
                .toList();
    }
}
