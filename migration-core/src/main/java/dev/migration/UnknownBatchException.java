// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import dev.migration.error.MigrationException;

/** No batch of a revision can be changed as requested: none has begun, or their state does not permit it. Nothing was changed. */
public final class UnknownBatchException extends MigrationException {

    private final String revision;

    private UnknownBatchException(String revision, String problem, String remedy) {
        super(problem, remedy);
        this.revision = revision;
    }

    /** @param question whether another id was meant; may be empty */
    static UnknownBatchException notBegun(String revision, String question) {
        return new UnknownBatchException(
                revision,
                "No batch of the revision '" + revision + "' has begun." + question,
                "'batch list' shows the batches and their states. Write the full id of the revision.");
    }

    /** @param states what the states of its batches are */
    static UnknownBatchException inOtherState(String revision, String states) {
        return new UnknownBatchException(
                revision,
                "The batches of the revision '" + revision + "' are " + states + ".",
                "'batch list' shows the batches and their states. Nothing was changed.");
    }

    /** @param job why no worker runs its batches */
    static UnknownBatchException inBackground(String revision, String job) {
        return new UnknownBatchException(
                revision,
                "The work of the revision '" + revision + "' in the background " + job
                        + ". No worker would go on with its batches.",
                "Correct the cause, then let it go on where it stopped: approve " + revision
                        + ". Nothing was changed.");
    }

    /** The id that was given. */
    public String revision() {
        return revision;
    }
}
