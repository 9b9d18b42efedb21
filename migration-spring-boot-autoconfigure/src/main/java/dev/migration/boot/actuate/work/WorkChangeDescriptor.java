// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.actuate.work;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

import dev.migration.boot.operation.WorkChange;

/**
 * A change of the batches or of the background work of a revision.
 *
 * @param operation {@code PAUSE}, {@code RESUME}, {@code CANCEL}, {@code SPEED} or {@code APPROVE}
 * @param database the name of the database; that of a tenant is {@code DATABASE/TENANT}
 * @param revision the full id of the revision
 * @param requestedBy the user who requested the operation
 * @param batches the batches that were changed
 * @param job the work of the revision in the background; null if it has none
 */
public record WorkChangeDescriptor(
        String operation,
        String database,
        String revision,
        String requestedBy,
        List<BatchEntry> batches,
        @Nullable JobEntry job)
        implements OperationResponseBody {

    public static WorkChangeDescriptor of(WorkChange change, boolean sql) {
        return new WorkChangeDescriptor(
                change.operation().name(),
                change.database(),
                change.revision(),
                change.requestedBy(),
                change.batches().stream()
                        .map(batch -> BatchEntry.of(batch, sql))
                        .toList(),
                change.job().map(job -> JobEntry.of(job, sql)).orElse(null));
    }
}
