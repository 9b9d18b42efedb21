// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.batch;

/** What an operator may want from a statement that runs in batches. */
public enum BatchRequest {
    /** It begins no batch. */
    PAUSE,
    /** It goes on, also after it was cancelled. */
    RESUME,
    /** Its revision fails before the next batch; what is committed stays. */
    CANCEL,
    /** It works in a part of the time only. */
    SPEED
}
