// SPDX-License-Identifier: Apache-2.0
package dev.migration.rehearsal;

import java.time.Duration;

import dev.migration.trace.LockMode;

/**
 * A lock on a relation that existed before the rehearsal.
 *
 * @param relation its name as SQL
 * @param held from the begin of the statement that needed it until the end of the revision, without the time of the measurement
 * @param since whether an earlier statement of the rehearsal had taken it
 */
public record HeldLock(LockMode mode, String relation, Duration held, boolean since) {

    HeldLock heldFor(Duration time) {
        return new HeldLock(mode, relation, time, since);
    }
}
