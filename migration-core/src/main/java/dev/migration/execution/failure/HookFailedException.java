package dev.migration.execution.failure;

import dev.migration.error.MigrationException;
import dev.migration.execution.report.FailureReport;

/** A hook that runs in a transaction of its own failed and was rolled back. The committed revisions stay. */
public final class HookFailedException extends MigrationException {

    private final String event;
    private final String source;
    private final int line;
    private final String sqlState;

    /** @param event as written in a script, such as {@code before-upgrade} */
    public HookFailedException(String event, FailureReport report, Throwable cause) {
        super(report.problem(), report.remedy(), cause);
        this.event = event;
        this.source = report.source();
        this.line = report.line();
        this.sqlState = report.sqlState();
    }

    /** The event of the hook, such as {@code before-upgrade}. */
    public String event() {
        return event;
    }

    /** Its file. */
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
