// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.status;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.migration.error.MigrationException;
import dev.migration.error.PrintableText;
import dev.migration.execution.failure.RevisionFailedException;
import dev.migration.execution.refusal.IrreversibleRevisionException;
import dev.migration.revision.fault.TargetException;

/**
 * The reason of a failure, in a short form for every reader and in a full form for readers who may see SQL. The full form may contain
 * SQL, and data in messages of the server.
 *
 * @param brief for every reader: the kind of failure and the SQLSTATE
 * @param problem the full problem, for readers who may see SQL
 * @param remedy what to do, for readers who may see SQL; an empty text if there is no advice
 * @param facts for every reader: where it failed, and the SQLSTATE
 */
public record FailureSummary(String brief, String problem, String remedy, FailureFacts facts) {

    private static final Pattern SQL_STATE = Pattern.compile("\\bSQLSTATE ([0-9A-Z]{5})\\b");

    /** Summarizes a failure. The problems of targets and irreversible revisions contain no SQL, so every reader gets them in full. */
    public static FailureSummary of(Throwable failure) {
        if (failure instanceof TargetException || failure instanceof IrreversibleRevisionException) {
            MigrationException open = (MigrationException) failure;
            return new FailureSummary(open.problem(), open.problem(), open.remedy(), FailureFacts.of(failure));
        }
        if (failure instanceof OutOfMemoryError) {
            return open("The application has not enough memory to read the state (" + failure.getMessage() + ").");
        }
        FailureFacts facts = FailureFacts.of(failure);
        String brief = kind(failure) + (facts.sqlState() == null ? "" : " (SQLSTATE " + facts.sqlState() + ")") + ".";
        return failure instanceof MigrationException known
                ? new FailureSummary(brief, known.problem(), known.remedy(), facts)
                : new FailureSummary(
                        brief,
                        PrintableText.of(String.valueOf(failure.getMessage()), PrintableText.LONGEST_MESSAGE),
                        "",
                        facts);
    }

    /** A reason without a message of the server; every reader sees the same text. */
    static FailureSummary open(String text) {
        return new FailureSummary(text, text, "", FailureFacts.NONE);
    }

    /** The SQLSTATE that a text names; empty if it names none. */
    public static Optional<String> sqlStateIn(String text) {
        Matcher state = SQL_STATE.matcher(text);
        return state.find() ? Optional.of(state.group(1)) : Optional.empty();
    }

    /** The beginning of a text up to its first colon, and its SQLSTATE: {@code revision b2 (SQLSTATE 22P02)}. */
    static String withoutText(String text) {
        int colon = text.indexOf(':');
        String subject = colon < 0 ? "" : text.substring(0, colon);
        return sqlStateIn(text)
                .map(state -> subject + " (SQLSTATE " + state + ")")
                .orElse(subject);
    }

    /**
     * The form of the reason that a reader may see.
     *
     * @param sql whether the reader may see SQL and messages of the server
     */
    public String shown(boolean sql) {
        if (!sql) {
            return brief;
        }
        return remedy.isEmpty() ? problem : problem + System.lineSeparator() + "What to do: " + remedy;
    }

    /** The name of the exception class in words: {@code DatabaseUnavailableException} is "Database unavailable". */
    private static String kind(Throwable failure) {
        String words = failure.getClass()
                .getSimpleName()
                .replaceFirst("Exception$", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT);
        String kind = words.isEmpty() ? "Failure" : Character.toUpperCase(words.charAt(0)) + words.substring(1);
        return failure instanceof RevisionFailedException revision ? kind + ": " + revision.revision() : kind;
    }
}
