// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.batch;

import java.sql.SQLException;
import java.util.Set;

import dev.migration.execution.report.RetryClass;
import dev.migration.execution.report.ServerErrors;
import dev.migration.execution.report.StatementFailure;

/** What the failure of a batch says about its rows. */
enum BatchFailures {
    /** A row is the reason: a value that an expression or code refuses, or a constraint. */
    ROW,
    /** It took longer than its limit. */
    TIME,
    /** Another session is the reason; the step is retried. */
    CONFLICT,
    /** The statement itself, the table or the server is the reason, for every row. */
    EVERY_ROW;

    private static final String CANCELED = "57014";
    private static final String RAISED = "P0001";

    /** An exception of code that is not one of the server: external routine exception. */
    static final String CODE = "38000";

    /** Data exception, integrity constraint violation, external routine exception, program limit exceeded. */
    private static final Set<String> OF_DATA = Set.of("22", "23", "38", "54");

    static BatchFailures of(StatementFailure failure) {
        String state = ServerErrors.in(failure).map(ServerErrors::stateOf).orElse("");
        if (RetryClass.of(failure) != RetryClass.NONE) {
            return CONFLICT;
        }
        if (state.equals(CANCELED)) {
            return TIME;
        }
        boolean ofData = state.length() > 1 && OF_DATA.contains(state.substring(0, 2));
        return ofData || state.equals(RAISED) ? ROW : EVERY_ROW;
    }

    static SQLException error(StatementFailure failure) {
        return ServerErrors.in(failure).orElseThrow();
    }
}
