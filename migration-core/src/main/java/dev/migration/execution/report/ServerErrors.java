// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.report;

import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;

import dev.migration.sql.Redaction;

/** Reads the messages of PostgreSQL from exceptions, without the passwords of SQL that they quote. */
public final class ServerErrors {

    private ServerErrors() {}

    /** The SQLSTATE, or an empty text. */
    public static String stateOf(SQLException failure) {
        return Optional.ofNullable(failure.getSQLState()).orElse("");
    }

    /**
     * Whether an exception shows that the connection is broken: the driver itself reports it, alone or after the last message of
     * the server. After an ERROR of the server the session continues, whatever its SQLSTATE: a function may raise any, and a
     * connection of the server to another server may be the one that failed.
     */
    static boolean breaksConnection(SQLException failure) {
        for (SQLException next = failure; next != null; next = next.getNextException()) {
            if (server(next).map(ServerErrors::isFatal).orElse(true)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isFatal(ServerErrorMessage message) {
        String severity = text(message.getSeverity());
        return severity.equals("FATAL") || severity.equals("PANIC");
    }

    /** Whether the first SQL exception in a chain of causes has this SQLSTATE. */
    public static boolean isState(String state, Throwable failure) {
        return in(failure).map(ServerErrors::stateOf).filter(state::equals).isPresent();
    }

    /** The first SQL exception in a chain of causes. */
    public static Optional<SQLException> in(Throwable failure) {
        Throwable cause = failure;
        while (cause != null) {
            if (cause instanceof SQLException sql) {
                return Optional.of(sql);
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    /** Whether the server sent the error, and not the driver. */
    public static boolean isOfServer(SQLException failure) {
        return server(failure).isPresent();
    }

    /** The message, with the SQLSTATE. */
    public static String describe(SQLException failure) {
        String message = server(failure)
                .map(error -> error.getSeverity() + ": " + error.getMessage())
                .orElseGet(() -> Optional.ofNullable(failure.getMessage()).orElse("no message"));
        String state = stateOf(failure);
        return Redaction.NONE.of(message) + (state.isEmpty() ? "" : " (SQLSTATE " + state + ")");
    }

    /** The detail, hint and context of the message, one line each. */
    public static String additions(SQLException failure) {
        return server(failure)
                .map(error -> line("Detail", error.getDetail())
                        + line("Hint", error.getHint())
                        + line("Where", error.getWhere()))
                .map(Redaction.NONE::of)
                .orElse("");
    }

    /** The detail of the message; an empty text if there is none. */
    public static String detail(SQLException failure) {
        return server(failure).map(error -> text(error.getDetail())).orElse("");
    }

    /** The name of the constraint or unique index that refuses a row. */
    public static Optional<String> constraint(SQLException failure) {
        return server(failure).map(ServerErrorMessage::getConstraint);
    }

    /** The position of the error in the statement, in characters from 1; empty if the server reports none. */
    public static Optional<Integer> position(SQLException failure) {
        return server(failure).map(ServerErrorMessage::getPosition).filter(position -> position > 0);
    }

    /** The message of a notice or warning. */
    public static Optional<Notice> notice(SQLWarning warning) {
        return warning instanceof PSQLWarning notice
                ? Optional.ofNullable(notice.getServerErrorMessage())
                        .map(message -> new Notice(
                                text(message.getSeverity()),
                                text(message.getSQLState()),
                                Redaction.NONE.of(text(message.getMessage()))))
                : Optional.empty();
    }

    /**
     * A notice or warning of the server.
     *
     * @param state its SQLSTATE
     */
    public record Notice(String severity, String state, String message) {

        /** The same without secret values. */
        public Notice without(Redaction secrets) {
            return new Notice(severity, state, secrets.of(message));
        }
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    static Optional<ServerErrorMessage> server(SQLException failure) {
        return failure instanceof PSQLException error
                ? Optional.ofNullable(error.getServerErrorMessage())
                : Optional.empty();
    }

    private static String line(String name, @Nullable String text) {
        return text == null ? "" : System.lineSeparator() + "  " + name + ": " + text;
    }
}
