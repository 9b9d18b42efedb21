// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.step;

import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalInt;

import dev.migration.execution.report.RetryClass;
import dev.migration.execution.report.ServerErrors;
import dev.migration.execution.report.SqlStateRemedies;
import dev.migration.execution.session.ExecutionSettings;
import dev.migration.execution.session.MigrationSession;
import dev.migration.plan.Step;
import dev.migration.script.JavaRevision;

/** Calls the code of Java revisions on the session of a run, and watches that it does not block itself. */
record JavaCode(MigrationSession session, ExecutionSettings settings, StepTransaction transaction) {

    private static final int ANSWER_WITHIN_SECONDS = 10;

    /**
     * Calls it for the rows of a batch.
     *
     * @param rows the query for them
     * @return how many it has got; empty if it has not asked for them
     */
    OptionalInt runForRows(Step step, JavaRevision code, String rows) throws Exception {
        JavaRevisionRunner runner = new JavaRevisionRunner(session.connection(), Optional.of(rows));
        run(step, code, runner);
        return runner.readRows();
    }

    /** Calls it in the open transaction, which it must not end. */
    void run(Step step, JavaRevision code, JavaRevisionRunner runner) throws Exception {
        try (SelfBlockWatch watch = new SelfBlockWatch(session, step.revision().id(), settings)) {
            if (!session.isPooled()) {
                watch.start();
            }
            try {
                runner.run(step, code);
            } catch (SQLException | RuntimeException failure) {
                throw watch.explain(ofCodeOrSession(failure, runner));
            } finally {
                session.resetDriver();
            }
        }
        transaction.requireOpen();
    }

    /** A failure that would be retried counts only if the session has it: the code may use other databases. */
    private Exception ofCodeOrSession(Exception failure, JavaRevisionRunner runner) throws SQLException {
        RetryClass retry = RetryClass.of(failure);
        if (retry == RetryClass.NONE || runner.hasThrown(failure) || isHit(retry)) {
            return failure;
        }
        String cause = ServerErrors.in(failure).map(ServerErrors::describe).orElse("");
        return new SQLException(
                "The code got this failure from another connection than that of the migration: " + cause,
                SqlStateRemedies.OTHER_CONNECTION,
                failure);
    }

    /** Whether the session shows a failure that did not come through the connection of the code, as those of COPY. */
    private boolean isHit(RetryClass retry) throws SQLException {
        return retry == RetryClass.CONFLICT
                ? transaction.isFailed()
                : !session.connection().isValid(ANSWER_WITHIN_SECONDS);
    }
}
