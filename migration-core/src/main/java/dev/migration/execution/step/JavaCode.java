// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.step;

import java.sql.SQLException;
import java.util.Optional;

import dev.migration.execution.session.ExecutionSettings;
import dev.migration.execution.session.MigrationSession;
import dev.migration.plan.Step;
import dev.migration.script.JavaRevision;

/** Calls the code of Java revisions on the session of a run, and watches that it does not block itself. */
record JavaCode(MigrationSession session, ExecutionSettings settings, StepTransaction transaction) {

    /**
     * Calls it for the rows of a batch.
     *
     * @param rows the query for them
     * @return whether it has read them
     */
    boolean runForRows(Step step, JavaRevision code, String rows) throws Exception {
        JavaRevisionRunner runner = new JavaRevisionRunner(session.connection(), Optional.of(rows));
        run(step, code, runner);
        return runner.hasReadRows();
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
                throw watch.explain(failure);
            } finally {
                session.resetDriver();
            }
        }
        transaction.requireOpen();
    }
}
