// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.report;

import java.sql.SQLException;

import org.jspecify.annotations.Nullable;

/** Why a statement does not run in batches, or stopped. Unlike other errors of a statement, it knows its own remedy. */
public final class BatchProblem extends SQLException {

    /** An SQLSTATE of this library: the table or the key cannot be divided into ranges. */
    public static final String UNUSABLE = "MG005";

    /** An SQLSTATE of this library: rows are left that the statement did not change. */
    public static final String LEFT = "MG006";

    private final String remedy;

    public BatchProblem(String problem, String state, String remedy, @Nullable SQLException cause) {
        super(problem, state, cause);
        this.remedy = remedy;
    }

    public BatchProblem(String problem, String remedy) {
        this(problem, UNUSABLE, remedy, null);
    }

    public String remedy() {
        return remedy;
    }
}
