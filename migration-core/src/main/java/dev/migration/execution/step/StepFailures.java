// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.step;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.springframework.dao.DataAccessException;

import dev.migration.error.Suppressed;
import dev.migration.event.EventPublisher;
import dev.migration.event.MigrationEvent;
import dev.migration.execution.failure.RevisionFailedException;
import dev.migration.execution.failure.SessionLostException;
import dev.migration.execution.failure.SessionNotCleanException;
import dev.migration.execution.failure.TransactionEndedException;
import dev.migration.execution.report.FailureOutcome;
import dev.migration.execution.report.FailureReport;
import dev.migration.execution.report.LostCommitException;
import dev.migration.execution.report.RedactedCause;
import dev.migration.execution.report.RetryClass;
import dev.migration.execution.report.SegmentFailure;
import dev.migration.execution.report.StateChangedException;
import dev.migration.execution.session.MigrationSession;
import dev.migration.execution.statement.RunContext;
import dev.migration.sql.Redaction;
import dev.migration.version.UnsafeStateTablesException;
import dev.migration.version.table.StateStatement;

/** Turns the failure of a step into the exception to throw, writes its history row and publishes its event. */
record StepFailures(MigrationSession session, RunContext context, StepTransaction transaction, EventPublisher events) {

    /**
     * Records a failure that is not retried on this session.
     *
     * @param advice the remedy, if it is known better than the SQLSTATE shows
     * @return the exception to throw
     * @throws SessionLostException if the session is lost, so that another session can continue
     */
    RuntimeException failed(StepAttempt attempt, Throwable failure, FailureOutcome outcome, Optional<String> advice)
            throws SessionLostException {
        if (failure instanceof StateChangedException changed) {
            // If the session lost its lock, another instance may run the migration, which is not a failure.
            return session.holds(context.lockKey()) ? record(attempt, changed) : changed;
        }
        if (failure instanceof SessionNotCleanException unclean) {
            return record(attempt, unclean);
        }
        StepAttempt failed = attempt.ofFailedRepeatable(failure);
        RevisionFailedException report = report(failed, failure, outcome, advice);
        if (RetryClass.of(failure) == RetryClass.SESSION_LOST) {
            throw new SessionLostException(attempt.step(), report, ifCommitted(attempt, failure));
        }
        return record(failed, report);
    }

    /** Writes the history row of the failure and publishes {@link MigrationEvent.RevisionFailed}; a worker does it otherwise. */
    RuntimeException record(StepAttempt attempt, RuntimeException thrown) {
        if (context.job().isPresent()) {
            return thrown;
        }
        Duration spent = attempt.retryBudget().spent();
        StateStatement row = context.records().failure(attempt.plan().operation(), attempt.step(), spent, thrown);
        try {
            write(attempt, row);
        } catch (DataAccessException | UnsafeStateTablesException second) {
            // The connection may be lost; the first failure is the one to report.
            Suppressed.add(thrown, second);
        }
        events.publish(new MigrationEvent.RevisionFailed(attempt.plan(), attempt.step(), spent, thrown));
        return thrown;
    }

    private void write(StepAttempt attempt, StateStatement row) {
        try {
            session.reset();
            session.write(context.tables(), List.of(context.records().stopped(attempt.step()), row));
        } catch (DataAccessException late) {
            // The server may process a cancel request after the statement that it was meant for.
            if (!session.stop().explains(late)) {
                throw late;
            }
            session.reset();
            session.write(context.tables(), List.of(context.records().stopped(attempt.step()), row));
        }
    }

    private RevisionFailedException report(
            StepAttempt attempt, Throwable failure, FailureOutcome outcome, Optional<String> advice) {
        Redaction secrets = attempt.secrets(context.records().redaction());
        FailureReport report = FailureReport.of(attempt.failedStep(), failure, outcome, secrets);
        return new RevisionFailedException(
                advice.map(report::advising)
                        .orElse(report)
                        .after(
                                attempt.retryBudget().attempts(),
                                attempt.retryBudget().spent(),
                                attempt.watch().blockers()),
                RedactedCause.of(failure, secrets));
    }

    /** If no COMMIT was sent and the transaction is committed nevertheless, the revision itself ended it. */
    private Optional<SessionLostException.Ended> ifCommitted(StepAttempt attempt, Throwable failure) {
        if (failure instanceof LostCommitException || failure instanceof SegmentFailure) {
            return Optional.empty();
        }
        TransactionEndedException ended = TransactionEndedException.ended();
        ended.addSuppressed(failure);
        return transaction
                .number()
                .map(number -> new SessionLostException.Ended(
                        number,
                        session.serverLife(),
                        report(attempt, ended, FailureOutcome.PARTLY_COMMITTED, Optional.empty())));
    }
}
