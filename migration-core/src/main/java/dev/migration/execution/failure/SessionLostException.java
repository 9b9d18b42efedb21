package dev.migration.execution.failure;

import java.util.Optional;

import dev.migration.plan.Step;

/** The session broke in the middle of a step; another one has to find out where the database stands and go on. */
public final class SessionLostException extends Exception {

    private final transient Step step;
    private final transient RevisionFailedException report;

    /** @param report what to throw when it is not tried again */
    public SessionLostException(Step step, RevisionFailedException report) {
        super(report);
        this.step = step;
        this.report = report;
    }

    public Step step() {
        return step;
    }

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
