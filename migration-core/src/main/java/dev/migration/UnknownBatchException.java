// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import dev.migration.error.MigrationException;

/** No batch of a revision can be changed as requested: none has begun, or their state does not permit it. Nothing was changed. */
public final class UnknownBatchException extends MigrationException {

    private final String revision;

    UnknownBatchException(String revision, String problem) {
        super(problem, "'batch list' shows the batches and their states. Write the full id of the revision.");
        this.revision = revision;
    }

    /** The id that was given. */
    public String revision() {
        return revision;
    }
}
