// SPDX-License-Identifier: Apache-2.0
package dev.migration.event;

import java.time.Instant;
import java.util.Optional;

import dev.migration.plan.Plan.Operation;

/**
 * The progress of a run.
 *
 * @param phase the current activity of the run
 * @param operation the operation; empty while the run waits for the lock, because it plans afterwards
 * @param done the number of committed steps
 * @param steps the number of steps of the plan; 0 while the run waits for the lock
 * @param revision the current revision
 * @param detail the lock holder or the failure that the run waits for; otherwise an empty text
 * @param since when the run began to wait for the lock, or started its plan
 * @param batch the statement of the current revision that runs in batches; empty if none does
 */
public record RunProgress(
        Phase phase,
        Optional<Operation> operation,
        int done,
        int steps,
        Optional<String> revision,
        String detail,
        Instant since,
        Optional<BatchProgress> batch) {

    /** The activity of a run. */
    public enum Phase {
        /** Another session holds the migration lock. */
        WAITING_FOR_LOCK,
        /** It runs a revision. */
        RUNNING,
        /** A revision was rolled back because of a concurrent session, and is retried. */
        WAITING_TO_RETRY
    }
}
