package dev.migration.cli.output;

/** What the process ends with; a promise to scripts (ADR 17). */
public final class ExitCode {

    /** It is as it should be. */
    public static final int OK = 0;

    /** It failed; what was committed before stays. */
    public static final int FAILED = 1;

    /** What was typed cannot be carried out; nothing was done. */
    public static final int USAGE = 2;

    /** Something is pending, or different, where it was asked whether it is. */
    public static final int PENDING = 3;

    /** Another session migrates the database, for longer than was to be waited. */
    public static final int LOCKED = 4;

    /** The database and the scripts contradict each other; nothing was run. */
    public static final int DIVERGED = 5;

    private ExitCode() {}
}
