package dev.migration.execution.failure;

import dev.migration.error.MigrationException;

/** A revision failed and was rolled back; those before it stay applied, those after it did not run. */
public final class RevisionFailedException extends MigrationException {

    private final String revision;
    private final String source;
    private final int line;
    private final String sqlState;

    public RevisionFailedException(FailureReport report, Throwable cause) {
        super(report.problem(), report.remedy(), cause);
        this.revision = report.revision();
        this.source = report.source();
        this.line = report.line();
        this.sqlState = report.sqlState();
    }

    /** The id of the revision that failed. */
    public String revision() {
        return revision;
    }

    /** Its file or class. */
    public String source() {
        return source;
    }

    /** The line of the failure, from 1; 0 when there is none. */
    public int line() {
        return line;
    }

    /** The SQLSTATE, or an empty text when the database was not to blame. */
    public String sqlState() {
        return sqlState;
    }
}
