package dev.migration.execution.failure;

import java.util.List;

import dev.migration.error.MigrationException;
import dev.migration.event.Blocker;
import dev.migration.execution.report.FailureReport;

/** A revision failed and was rolled back. The revisions before it stay applied, those after it did not run. */
public final class RevisionFailedException extends MigrationException {

    private final String revision;
    private final String source;
    private final int line;
    private final String sqlState;
    private final transient List<Blocker> blockers;

    public RevisionFailedException(FailureReport report, Throwable cause) {
        super(report.problem(), report.remedy(), cause);
        this.revision = report.revision();
        this.source = report.source();
        this.line = report.line();
        this.sqlState = report.sqlState();
        this.blockers = report.blockers();
    }

    /** The id of the revision that failed. */
    public String revision() {
        return revision;
    }

    /** The sessions that held the locks for which it waited; empty if none was found. */
    public List<Blocker> blockers() {
        return blockers;
    }

    /** Its file or class. */
    public String source() {
        return source;
    }

    /** The line of the failure, from 1; 0 if there is none. */
    public int line() {
        return line;
    }

    /** The SQLSTATE, or an empty text if the failure did not come from the database. */
    public String sqlState() {
        return sqlState;
    }
}
