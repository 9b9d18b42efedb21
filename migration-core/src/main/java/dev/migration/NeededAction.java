// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.util.Optional;

/**
 * Something that does not go on until a person acts.
 *
 * @param reason the kind
 * @param revision the full id of the revision
 * @param problem a sentence that contains no SQL and no message of the server
 * @param detail the message of the failure, which may contain SQL and data; empty if there is none
 * @param remedy what to type next
 */
public record NeededAction(Reason reason, String revision, String problem, Optional<String> detail, String remedy) {

    /** The kinds of reasons. */
    public enum Reason {
        /** Work in the background waits for an approval. */
        APPROVAL,
        /** Work in the background has failed. */
        JOB_FAILED,
        /** Work in the background is cancelled. */
        JOB_CANCELLED,
        /** Batches are paused. */
        BATCH_PAUSED,
        /** Batches are cancelled. */
        BATCH_CANCELLED,
        /** A revision that runs in segments failed and is interrupted. */
        REVISION_FAILED,
        /** A pending change has a class that {@code migration.policy} leaves to a person. */
        CHANGE_REFUSED
    }
}
