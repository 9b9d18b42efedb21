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

    private final String problem;
    private final String remedy;

    protected MigrationException(String problem, String remedy) {
        super(message(problem, remedy));
        this.problem = problem;
        this.remedy = remedy;
    }

    protected MigrationException(String problem, String remedy, Throwable cause) {
        super(message(problem, remedy), cause);
        this.problem = problem;
        this.remedy = remedy;
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
        return problem + System.lineSeparator() + "What to do: " + remedy;
    }
}
