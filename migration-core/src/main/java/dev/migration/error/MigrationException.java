package dev.migration.error;

/**
 * Says what went wrong, where, and what to do next.
 *
 * <p>The root of everything this library throws on purpose. {@link #problem()} names what happened and where (file and
 * line, revision, database, SQLSTATE), {@link #remedy()} the next thing to type. Subclasses carry the facts as fields, so
 * that nobody has to parse a message.
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

    /** What the reader can do about it, in full sentences. */
    public final String remedy() {
        return remedy;
    }

    private static String message(String problem, String remedy) {
        return problem + System.lineSeparator() + "What to do: " + remedy;
    }
}
