package dev.migration.boot.actuate.descriptor;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

import dev.migration.boot.operation.OperationRun;
import dev.migration.boot.status.FailureSummary;

/**
 * An order that was taken.
 *
 * @param run its id
 * @param poll where its outcome can be read, seen from the endpoint
 * @param operation {@code UPGRADE}, {@code DOWNGRADE} or {@code STAMP}
 * @param requestedBy who ordered it
 * @param outcome {@code UNDER_WAY}, {@code SUCCEEDED} or {@code FAILED}
 * @param endedAt null while it is under way
 * @param revisions what it put on, took off or wrote down; null while it is under way, and when it failed
 * @param problem why it failed; the kind of failure and the SQLSTATE for a reader who may not see SQL
 * @param remedy what to do about it; null for a reader who may not see SQL
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
        @Nullable String remedy)
        implements OperationResponseBody {

    public static RunDescriptor of(OperationRun run, boolean sql) {
        FailureSummary failure = run.failure().orElse(null);
        return new RunDescriptor(
                run.id(),
                "runs",
                run.operation().name(),
                run.database(),
                run.targets(),
                run.by(),
                run.at(),
                run.outcome().name(),
                run.over().orElse(null),
                run.outcome() == OperationRun.Outcome.SUCCEEDED ? run.revisions() : null,
                failure == null ? null : sql ? failure.problem() : failure.brief(),
                failure == null || !sql ? null : failure.remedy());
    }
}
