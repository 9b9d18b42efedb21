// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.step;

import java.sql.SQLException;

import org.springframework.dao.DataAccessException;

import dev.migration.error.Suppressed;
import dev.migration.execution.catalog.CatalogReconciler;
import dev.migration.execution.report.RetryClass;
import dev.migration.execution.report.StatementFailure;
import dev.migration.execution.session.MigrationSession;
import dev.migration.sql.SqlStatement;

/** Removes what a failed statement outside transactions has left in the catalog. */
record FailedStatementCleanup(MigrationSession session, CatalogReconciler reconciler) {

    private static final String TIMEOUT_AFTER_STOP = "2s";

    /** Does nothing if the statement is retried: the next attempt looks at what is left. */
    void run(SqlStatement statement, StatementFailure failure) {
        session.stop().acknowledge();
        if (RetryClass.of(failure) == RetryClass.NONE) {
            cleanUp(statement, failure);
        }
    }

    private void cleanUp(SqlStatement statement, StatementFailure failure) {
        try {
            // A stop must be quick; the next run cleans up the rest. The limit of the script does not apply to the
            // cleanup.
            String limit = session.stop().isRequested() ? TIMEOUT_AFTER_STOP : "0";
            session.query("SELECT pg_catalog.set_config('statement_timeout', '" + limit + "', false)");
            reconciler.cleanUp(statement.text());
        } catch (SQLException | DataAccessException second) {
            Suppressed.add(failure, second);
        }
    }
}
