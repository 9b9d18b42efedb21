// SPDX-License-Identifier: Apache-2.0
package dev.migration.rehearsal;

/** How a rehearsal ended. Whatever it is, the transaction was rolled back. */
public enum RehearsalEnd {
    /** Every statement ran, or is listed as left out. */
    COMPLETE,
    /** The server refused a statement, as it would in an upgrade. */
    FAILED,
    /** Another session waited for it for too long. */
    OTHERS_WAITED,
    /** It took too long. */
    TIME_LIMIT,
    /** The server wrote too much WAL meanwhile. */
    WAL_LIMIT,
    /** It did not get a lock in time, although it began again several times. */
    LOCK_NOT_OBTAINED
}
