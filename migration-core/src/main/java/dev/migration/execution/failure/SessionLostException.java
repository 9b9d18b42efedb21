package dev.migration.execution.failure;

import java.util.Optional;

import dev.migration.execution.report.LostCommitException;
import dev.migration.plan.Step;

/** The session broke in the middle of a step; another one has to find out where the database stands and go on. */
public final class SessionLostException extends Exception {

    private final transient Step step;
    private final transient RevisionFailedException report;
    private final transient Optional<Ended> ifCommitted;

    /**
     * @param report what to throw when it is not tried again
     * @param ifCommitted the transaction that was not asked to commit
     */
    public SessionLostException(Step step, RevisionFailedException report, Optional<Ended> ifCommitted) {
        super(report);
        this.step = step;
        this.report = report;
        this.ifCommitted = ifCommitted;
    }

    public Step step() {
        return step;
    }

    /** What to throw instead if the transaction is committed: then the revision must not run again. */
    public Optional<Ended> ifCommitted() {
        return ifCommitted;
    }

    /**
     * A transaction that only the revision itself can have committed.
     *
     * @param transaction as {@code pg_xact_status} knows it
     * @param serverLife which life of the server knows it
     * @param report what to throw if it is committed
     */
    public record Ended(String transaction, String serverLife, RevisionFailedException report) {}

    public RevisionFailedException report() {
        return report;
    }

    /** The transaction whose COMMIT was sent and not answered, as {@code pg_xact_status} knows it. */
    public Optional<String> transaction() {
        return report.getCause() instanceof LostCommitException lost
                ? Optional.of(lost.transaction())
                : Optional.empty();
    }
}
