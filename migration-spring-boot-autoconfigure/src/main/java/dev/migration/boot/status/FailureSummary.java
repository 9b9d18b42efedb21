package dev.migration.boot.status;

import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.migration.error.MigrationException;
import dev.migration.execution.failure.RevisionFailedException;
import dev.migration.execution.refusal.IrreversibleRevisionException;
import dev.migration.revision.fault.TargetException;

/**
 * Why something failed, in two lengths: what the server said may hold data, and what we say about it may hold SQL.
 *
 * @param brief for everybody: the kind of failure and the SQLSTATE
 * @param problem in full, for who may see SQL
 * @param remedy what to do, in full, for who may see SQL; an empty text when nobody knows
 */
public record FailureSummary(String brief, String problem, String remedy) {

    private static final Pattern SQL_STATE = Pattern.compile("\\bSQLSTATE ([0-9A-Z]{5})\\b");

    /** What everybody may know about a failure. */
    public static FailureSummary of(Throwable failure) {
        if (failure instanceof TargetException || failure instanceof IrreversibleRevisionException) {
            MigrationException ours = (MigrationException) failure;
            return new FailureSummary(ours.problem(), ours.problem(), ours.remedy());
        }
        String brief = kind(failure)
                + sqlState(failure).map(state -> " (SQLSTATE " + state + ")").orElse("") + ".";
        return failure instanceof MigrationException known
                ? new FailureSummary(brief, known.problem(), known.remedy())
                : new FailureSummary(brief, String.valueOf(failure.getMessage()), "");
    }

    /** One that holds nothing of the server's. */
    static FailureSummary open(String text) {
        return new FailureSummary(text, text, "");
    }

    /** What a text says about the SQLSTATE, and nothing else of it. */
    public static Optional<String> sqlStateIn(String text) {
        Matcher state = SQL_STATE.matcher(text);
        return state.find() ? Optional.of("SQLSTATE " + state.group(1)) : Optional.empty();
    }

    /** Which revision failed, and the SQLSTATE, of a text that begins with what failed and a colon. */
    static String withoutText(String text) {
        int colon = text.indexOf(':');
        String what = colon < 0 ? "" : text.substring(0, colon);
        return sqlStateIn(text).map(state -> what + " (" + state + ")").orElse(what);
    }

    /** What this reader may know. */
    public String shown(boolean sql) {
        if (!sql) {
            return brief;
        }
        return remedy.isEmpty() ? problem : problem + System.lineSeparator() + "What to do: " + remedy;
    }

    /** The name of the exception in words: {@code DatabaseUnavailableException} is "Database unavailable". */
    private static String kind(Throwable failure) {
        String words = failure.getClass()
                .getSimpleName()
                .replaceFirst("Exception$", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT);
        String kind = words.isEmpty() ? "Failure" : Character.toUpperCase(words.charAt(0)) + words.substring(1);
        return failure instanceof RevisionFailedException revision ? kind + ": " + revision.revision() : kind;
    }

    private static Optional<String> sqlState(Throwable failure) {
        for (Throwable next = failure; next != null; next = next.getCause()) {
            if (next instanceof SQLException sql && sql.getSQLState() != null) {
                return Optional.of(sql.getSQLState());
            }
        }
        return Optional.empty();
    }
}
