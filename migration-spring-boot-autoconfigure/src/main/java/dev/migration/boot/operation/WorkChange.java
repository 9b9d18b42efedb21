// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.operation;

import java.util.List;
import java.util.Optional;

import dev.migration.version.BatchStatus;
import dev.migration.version.JobState;

/**
 * A change of the batches or of the background work of a revision, which is done.
 *
 * @param database the name of the database; that of a tenant is {@code DATABASE/TENANT}
 * @param revision the full id of the revision
 * @param requestedBy the user who requested the operation
 * @param batches the batches that were changed; empty if the operation was {@link OperationType#APPROVE}
 * @param job the work of the revision in the background, after the change; empty if it has none
 */
public record WorkChange(
        OperationType operation,
        String database,
        String revision,
        String requestedBy,
        List<BatchStatus> batches,
        Optional<JobState> job)
        implements OperationAnswer {

    public WorkChange {
        batches = List.copyOf(batches);
    }
}
