package dev.migration.boot.operation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.migration.boot.status.FailureSummary;

/**
 * An order that was taken, and what became of it.
 *
 * @param id tells it from others
 * @param database the name of the database
 * @param targets where to; only a stamp has several
 * @param by who ordered it
 * @param at when
 * @param outcome what became of it
 * @param over when it ended; empty while it is under way
 * @param revisions what it put on, took off or wrote down, in order; empty while it is under way, and when it failed
 * @param failure why it failed
 */
public record OperationRun(
        String id,
        OperationType operation,
        String database,
        List<String> targets,
        String by,
        Instant at,
        Outcome outcome,
        Optional<Instant> over,
        List<String> revisions,
        Optional<FailureSummary> failure) {

    /** What became of an order. */
    public enum Outcome {
        /** It is being done, or waits for the migration lock. */
        UNDER_WAY,
        /** It is done. */
        SUCCEEDED,
        /** It failed, or was stopped; what was committed before stays. */
        FAILED
    }

    OperationRun succeeded(List<String> done) {
        return ended(Outcome.SUCCEEDED, done, Optional.empty());
    }

    OperationRun failed(FailureSummary why) {
        return ended(Outcome.FAILED, List.of(), Optional.of(why));
    }

    private OperationRun ended(Outcome how, List<String> done, Optional<FailureSummary> why) {
        return new OperationRun(id, operation, database, targets, by, at, how, Optional.of(Instant.now()), done, why);
    }
}
