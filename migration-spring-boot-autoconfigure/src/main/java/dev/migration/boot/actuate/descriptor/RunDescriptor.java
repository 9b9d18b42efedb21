// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.actuate.descriptor;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

import dev.migration.boot.actuate.work.RehearsalDescriptor;
import dev.migration.boot.operation.OperationRun;
import dev.migration.boot.status.FailureFacts;
import dev.migration.boot.status.FailureSummary;

/**
 * A run of a requested operation.
 *
 * @param run the id of the run
 * @param poll the selector of the endpoint that reports the outcome
 * @param operation {@code UPGRADE}, {@code DOWNGRADE}, {@code STAMP} or {@code REHEARSE}
 * @param database the name of the database
 * @param targets the targets of the operation
 * @param requestedBy the user who requested the operation
 * @param requestedAt when the operation was requested
 * @param outcome {@code RUNNING}, {@code SUCCEEDED} or {@code FAILED}
 * @param endedAt when the run ended; null while it is running
 * @param revisions the revisions that were applied, reverted or stamped; null while the run is running, and if it failed
 * @param problem why the run failed; for a reader who may not see SQL only the kind of failure and the SQLSTATE
 * @param remedy what to do about the failure; null for a reader who may not see SQL
 * @param rehearsal what a rehearsal found; null for other operations, while it is running, and if a later one has run
 * @param failure the revision that failed, and where; null if none did
 */
public record RunDescriptor(
        String run,
        String poll,
        String operation,
        String database,
        List<String> targets,
        String requestedBy,
        Instant requestedAt,
        String outcome,
        @Nullable Instant endedAt,
        @Nullable List<String> revisions,
        @Nullable String problem,
        @Nullable String remedy,
        @Nullable RehearsalDescriptor rehearsal,
        @JsonUnwrapped @Nullable FailureFacts failure)
        implements OperationResponseBody {

    public static RunDescriptor of(OperationRun run, boolean sql) {
        FailureSummary failure = run.failure().orElse(null);
        return new RunDescriptor(
                run.id(),
                "runs",
                run.operation().name(),
                run.database(),
                run.targets(),
                run.requestedBy(),
                run.requestedAt(),
                run.outcome().name(),
                run.endedAt().orElse(null),
                run.outcome() == OperationRun.Outcome.SUCCEEDED ? run.revisions() : null,
                failure == null ? null : sql ? failure.problem() : failure.brief(),
                failure == null || !sql ? null : failure.remedy(),
                run.rehearsal()
                        .map(report -> RehearsalDescriptor.of(report, sql))
                        .orElse(null),
                failure == null ? null : failure.facts());
    }
}
