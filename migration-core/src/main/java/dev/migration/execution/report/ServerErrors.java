package dev.migration.execution.report;

import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;

/** Reads what PostgreSQL said from an exception. */
public final class ServerErrors {

    private ServerErrors() {}

    /** The SQLSTATE, or an empty text. */
    public static String stateOf(SQLException failure) {
        return Optional.ofNullable(failure.getSQLState()).orElse("");
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

    /** The message, with the SQLSTATE. */
    public static String describe(SQLException failure) {
        String message = server(failure)
                .map(error -> error.getSeverity() + ": " + error.getMessage())
                .orElseGet(() -> Optional.ofNullable(failure.getMessage()).orElse("no message"));
        String state = stateOf(failure);
        return state.isEmpty() ? message : message + " (SQLSTATE " + state + ")";
    }

    /** What the server adds to its message: detail, hint and context, a line each. */
    public static String additions(SQLException failure) {
        return server(failure)
                .map(error -> line("Detail", error.getDetail())
                        + line("Hint", error.getHint())
                        + line("Where", error.getWhere()))
                .orElse("");
    }

    /** Where in the statement it is, in characters from 1; empty when the server does not say. */
    public static Optional<Integer> position(SQLException failure) {
        return server(failure).map(ServerErrorMessage::getPosition).filter(position -> position > 0);
    }

    /** What the server said besides results. */
    public static Optional<Notice> notice(SQLWarning warning) {
        return warning instanceof PSQLWarning notice
                ? Optional.ofNullable(notice.getServerErrorMessage())
                        .map(said -> new Notice(text(said.getSeverity()), text(said.getMessage())))
                : Optional.empty();
    }

    /** What the server says besides results. */
    public record Notice(String severity, String message) {}

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static Optional<ServerErrorMessage> server(SQLException failure) {
        return failure instanceof PSQLException error
                ? Optional.ofNullable(error.getServerErrorMessage())
                : Optional.empty();
    }

    private static String line(String name, @Nullable String text) {
        return text == null ? "" : System.lineSeparator() + "  " + name + ": " + text;
    }
}
