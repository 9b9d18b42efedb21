// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.report;

/** Whether the database holds an effect of a revision that failed. */
public enum FailureOutcome {
    ROLLED_BACK("It was rolled back: the database is as it was before this revision."),
    CONNECTION_LOST(
            "The connection was lost before the COMMIT: the server rolls the revision back as soon as it notices, or when it"
                    + " starts again."),
    UNKNOWN("Its last answer was lost, so it may have been committed: whole, or not at all."),
    PARTLY_COMMITTED("It ended its own transaction, so part of it is committed, and it is not recorded as applied.");

    private final String sentence;

    FailureOutcome(String sentence) {
        this.sentence = sentence;
    }

    public String sentence() {
        return sentence;
    }
}
