// SPDX-License-Identifier: Apache-2.0
package dev.migration.error;

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

    private static String message(String problem, String remedy) {
        return problem + System.lineSeparator() + "What to do: " + remedy;
    }
}
