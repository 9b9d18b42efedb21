// SPDX-License-Identifier: Apache-2.0
package dev.migration.version;

import java.util.List;

/**
 * What revisions have left that are begun and not complete.
 *
 * @param jobs the applied revisions whose last statements run in the background, the first one first
 * @param batches the batches of these revisions, and of those that are interrupted or run now, the last one first
 */
public record RemainingWork(List<JobState> jobs, List<BatchStatus> batches) {

    /** Nothing is left. */
    public static final RemainingWork NONE = new RemainingWork(List.of(), List.of());

    public RemainingWork {
        jobs = List.copyOf(jobs);
        batches = List.copyOf(batches);
    }

    /** The batches of one revision. */
    public List<BatchStatus> batchesOf(String revision) {
        return batches.stream()
                .filter(batch -> batch.revision().equals(revision))
                .toList();
    }
}
