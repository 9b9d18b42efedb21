// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.failure;

import java.util.Optional;

import dev.migration.execution.report.LostCommitException;
import dev.migration.plan.Step;

/** The session was lost during a step; another session must read the state and continue. */
public final class SessionLostException extends Exception {

    private final transient Step step;
    private final transient RevisionFailedException report;
    private final transient Optional<Ended> ifCommitted;

    /**
     * @param report the exception to throw if the step is not retried
     * @param ifCommitted the transaction for which no COMMIT was sent
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

    /** The exception to throw if the transaction is committed: then the revision must not run again. */
    public Optional<Ended> ifCommitted() {
        return ifCommitted;
    }

    /**
     * A transaction that only the revision itself can have committed.
     *
     * @param transaction its id, as an argument of {@code pg_xact_status}
     * @param serverLife identifies the uptime of the server to which the id belongs
     * @param report the exception to throw if it is committed
     */
    public record Ended(String transaction, String serverLife, RevisionFailedException report) {}

    public RevisionFailedException report() {
        return report;
    }

    /** The id of the transaction whose COMMIT was sent and not answered; empty if no COMMIT was sent. */
    public Optional<String> transaction() {
        return report.getCause() instanceof LostCommitException lost
                ? Optional.of(lost.transaction())
                : Optional.empty();
    }
}
