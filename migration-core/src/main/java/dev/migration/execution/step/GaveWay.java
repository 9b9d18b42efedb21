// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.step;

import java.sql.SQLException;

import dev.migration.execution.failure.TransactionEndedException;
import dev.migration.execution.report.SegmentFailure;
import dev.migration.execution.report.ServerErrors;
import dev.migration.execution.report.SqlStateRemedies;
import dev.migration.execution.report.StatementFailure;

/** The failure of a statement that was cancelled so that a session of the application can continue. */
final class GaveWay {

    private static final String QUERY_CANCELED = "57014";

    private GaveWay() {}

    /** Whether the cancelled statement is the cause of a failure. */
    static boolean explains(Exception failure) {
        return ServerErrors.in(failure)
                .filter(error -> QUERY_CANCELED.equals(error.getSQLState())
                        || error instanceof TransactionEndedException ended && !ended.isEnded())
                .isPresent();
    }

    /** Whether a failure is one of {@link #in}. */
    static boolean is(Throwable failure) {
        return ServerErrors.in(failure)
                .filter(error -> SqlStateRemedies.GAVE_WAY.equals(error.getSQLState()))
                .isPresent();
    }

    /**
     * The same failure with the reason.
     *
     * @param other a description of the session
     */
    static Exception in(Exception failure, String other) {
        if (failure instanceof SegmentFailure segment && segment.getCause() instanceof Exception inner) {
            return new SegmentFailure(segment.done(), in(inner, other));
        }
        SQLException reason = new SQLException(
                "The statement gave way to a session that waited for it while it waited for that session: " + other,
                SqlStateRemedies.GAVE_WAY,
                failure);
        return failure instanceof StatementFailure statement
                ? new StatementFailure(statement.statement(), statement.position(), statement.origin(), reason)
                : reason;
    }
}
