// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.failure;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.migration.error.MigrationException;
import dev.migration.execution.report.FailureReport;

/** A script of the application failed, with the position of the failure. */
abstract sealed class ScriptFailedException extends MigrationException
        permits HookFailedException, RevisionFailedException {

    private final String source;
    private final int line;
    private final int column;
    private final String sqlState;

    ScriptFailedException(FailureReport report, Throwable cause) {
        super(report.problem(), report.remedy(), cause);
        this.source = report.source();
        this.line = report.line();
        this.column = report.column();
        this.sqlState = report.sqlState();
    }

    /** Its file or class. */
    public String source() {
        return source;
    }

    /** The line of the failure, from 1; 0 if there is none. */
    public int line() {
        return line;
    }

    /** The column of the failure in characters, from 1; 0 if there is none. */
    public int column() {
        return column;
    }

    /** The SQLSTATE, or an empty text if the failure did not come from the database. */
    public String sqlState() {
        return sqlState;
    }

    @Override
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("file", source);
        facts.put("line", line);
        facts.put("column", column);
        facts.put("sqlState", sqlState);
        return facts;
    }
}
