// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.report;

import java.sql.SQLException;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

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
        Throwable copy = failure instanceof SQLException error
                ? copyOf(error, redaction)
                : new Exception(redaction.of(failure.toString()));
        copy.setStackTrace(failure.getStackTrace());
        Throwable cause = failure.getCause();
        if (cause != null && cause != failure) {
            copy.initCause(copy(cause, redaction));
        }
        return copy;
    }

    /** An error of the server stays one: whether the session is lost depends on who reports the failure. */
    private static SQLException copyOf(SQLException error, Redaction redaction) {
        return ServerErrors.server(error)
                .<SQLException>map(message -> new PSQLException(copyOf(message, redaction)))
                .orElseGet(() -> new SQLException(redaction.of(error.toString()), ServerErrors.stateOf(error)));
    }

    /** In the form of the protocol (PostgreSQL manual, "Error and Notice Message Fields"). */
    private static ServerErrorMessage copyOf(ServerErrorMessage message, Redaction redaction) {
        StringBuilder fields = new StringBuilder();
        add(fields, 'S', message.getSeverity());
        add(fields, 'C', message.getSQLState());
        add(fields, 'M', redacted(message.getMessage(), redaction));
        add(fields, 'D', redacted(message.getDetail(), redaction));
        add(fields, 'H', redacted(message.getHint(), redaction));
        add(fields, 'W', redacted(message.getWhere(), redaction));
        return new ServerErrorMessage(fields.toString());
    }

    private static @Nullable String redacted(@Nullable String text, Redaction redaction) {
        return text == null ? null : redaction.of(text);
    }

    private static void add(StringBuilder fields, char type, @Nullable String value) {
        if (value != null) {
            fields.append(type).append(value).append('\0');
        }
    }
}
