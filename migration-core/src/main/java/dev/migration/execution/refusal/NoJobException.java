// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.refusal;

import dev.migration.error.MigrationException;

/** A revision has no work in the background that a person could let run. Nothing was changed. */
public final class NoJobException extends MigrationException {

    private NoJobException(String problem, String remedy) {
        super(problem, remedy);
    }

    /** The revision is not applied, is complete, or is unknown. */
    public static NoJobException none(String revision) {
        return new NoJobException(
                "Revision '" + revision + "' has no unfinished work in the background.",
                "'current' lists the revisions that have.");
    }

    /** Workers run it without an approval. */
    public static NoJobException runnable(String revision, String state) {
        return new NoJobException(
                "The work of revision '" + revision + "' in the background needs no approval: it " + state + ".",
                "Start an application with workers, or run: work.");
    }
}
