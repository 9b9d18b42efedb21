// SPDX-License-Identifier: Apache-2.0
package dev.migration.error;

import java.util.Map;

/**
 * The base of all exceptions that this library throws on purpose.
 *
 * <p>{@link #problem()} says what happened and where (file and line, revision, database, SQLSTATE). {@link #remedy()}
 * says what to do or to type next. Subclasses carry the facts as fields, so that callers need not parse a message.
 */
public abstract class MigrationException extends RuntimeException {

    /** A list of all faults of many scripts has its place; a message of the server with megabytes has not. */
    private static final int LONGEST = 100_000;

    private final String problem;
    private final String remedy;

    protected MigrationException(String problem, String remedy) {
        super(message(problem, remedy));
        this.problem = printable(problem);
        this.remedy = printable(remedy);
    }

    protected MigrationException(String problem, String remedy, Throwable cause) {
        super(message(problem, remedy), cause);
        this.problem = printable(problem);
        this.remedy = printable(remedy);
    }

    /** What happened and where, in full sentences. */
    public final String problem() {
        return problem;
    }

    /** What the user can do about it, in full sentences. */
    public final String remedy() {
        return remedy;
    }

    /**
     * The facts of the failure for programs, by name and in a fixed order: {@code sqlState}, {@code file}, {@code line}, {@code
     * pending} and so on. The values are texts, numbers and lists of texts. Empty if there is nothing that the text does not say
     * better.
     */
    public Map<String, Object> facts() {
        return Map.of();
    }

    private static String message(String problem, String remedy) {
        return printable(problem) + System.lineSeparator() + "What to do: " + printable(remedy);
    }

    private static String printable(String text) {
        return PrintableText.of(text, LONGEST);
    }
}
