// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.report;

import java.sql.SQLException;
import java.util.Optional;

import dev.migration.sql.Redaction;

/**
 * Removes secrets from the exceptions behind a report: a stack trace prints their messages. The server repeats parts of a statement
 * in its messages, and Spring JDBC the whole statement.
 */
public final class RedactedCause {

    private RedactedCause() {}

    /** The failure, or if a message in its chain contains a secret, an exception with the same type names and stack trace. */
    public static Throwable of(Throwable failure, Redaction known) {
        Redaction redaction = about(failure, known);
        Throwable cause = failure;
        while (cause != null) {
            String message = Optional.ofNullable(cause.getMessage()).orElse("");
            if (!redaction.of(message).equals(message)) {
                return copy(failure, redaction);
            }
            cause = cause.getCause();
        }
        return failure;
    }

    /** The known secrets, and those of the statement that failed. */
    static Redaction about(Throwable failure, Redaction known) {
        return statementIn(failure)
                .map(statement -> known.with(statement.statement().text()))
                .orElse(known);
    }

    static Optional<StatementFailure> statementIn(Throwable failure) {
        Throwable inner = failure instanceof SegmentFailure segment ? segment.getCause() : failure;
        return inner instanceof StatementFailure statement ? Optional.of(statement) : Optional.empty();
    }

    private static Throwable copy(Throwable failure, Redaction redaction) {
        SQLException copy = new SQLException(
                redaction.of(failure.toString()),
                ServerErrors.in(failure).map(ServerErrors::stateOf).orElse(""));
        copy.setStackTrace(failure.getStackTrace());
        Throwable cause = failure.getCause();
        if (cause != null && cause != failure) {
            copy.initCause(copy(cause, redaction));
        }
        return copy;
    }
}
