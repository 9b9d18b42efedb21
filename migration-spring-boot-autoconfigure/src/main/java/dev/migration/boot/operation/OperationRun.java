// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.operation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.migration.boot.status.FailureSummary;
import dev.migration.rehearsal.RehearsalReport;

/**
 * A run of a requested operation, with its outcome.
 *
 * @param id the id of the run
 * @param operation the kind of operation
 * @param database the name of the database
 * @param targets the targets; only a stamp can have several
 * @param requestedBy the user who requested the operation
 * @param requestedAt when the operation was requested
 * @param outcome the outcome
 * @param endedAt when the run ended; empty while it is running
 * @param revisions the revisions that were applied, reverted or stamped, in order; empty while the run is running, and if it failed
 * @param failure why the run failed; empty if it did not
 * @param rehearsal what a rehearsal found, however it ended; empty for other operations, while it is running, and if a later one has run
 */
public record OperationRun(
        String id,
        OperationType operation,
        String database,
        List<String> targets,
        String requestedBy,
        Instant requestedAt,
        Outcome outcome,
        Optional<Instant> endedAt,
        List<String> revisions,
        Optional<FailureSummary> failure,
        Optional<RehearsalReport> rehearsal)
        implements OperationAnswer {

    /** The outcome of a run. */
    public enum Outcome {
        /** The run executes its plan or waits for the migration lock. */
        RUNNING,
        /** The run succeeded. */
        SUCCEEDED,
        /** The run failed or was stopped. Revisions that were committed before stay applied or reverted. */
        FAILED
    }

    /** A run that has just begun. */
    static OperationRun start(OperationType operation, ValidatedOperation validated, String requestedBy) {
        return new OperationRun(
                UUID.randomUUID().toString(),
                operation,
                validated.database(),
                validated.targets(),
                requestedBy,
                Instant.now(),
                Outcome.RUNNING,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    OperationRun rehearsed(RehearsalReport report) {
        return ended(Outcome.SUCCEEDED, List.of(), Optional.empty(), Optional.of(report));
    }

    /** The same without what a rehearsal found, which can be large. */
    OperationRun withoutReport() {
        return new OperationRun(
                id,
                operation,
                database,
                targets,
                requestedBy,
                requestedAt,
                outcome,
                endedAt,
                revisions,
                failure,
                Optional.empty());
    }

    OperationRun succeeded(List<String> completed) {
        return ended(Outcome.SUCCEEDED, completed, Optional.empty(), Optional.empty());
    }

    OperationRun failed(FailureSummary reason) {
        return ended(Outcome.FAILED, List.of(), Optional.of(reason), Optional.empty());
    }

    private OperationRun ended(
            Outcome result, List<String> completed, Optional<FailureSummary> reason, Optional<RehearsalReport> report) {
        return new OperationRun(
                id,
                operation,
                database,
                targets,
                requestedBy,
                requestedAt,
                result,
                Optional.of(Instant.now()),
                completed,
                reason,
                report);
    }
}
