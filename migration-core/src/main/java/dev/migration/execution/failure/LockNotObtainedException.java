// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.failure;

import java.time.Duration;

import dev.migration.error.MigrationException;

/** Another session held the migration lock for longer than the lock wait. Nothing was run. */
public final class LockNotObtainedException extends MigrationException {

    private final String holder;

    public LockNotObtainedException(String holder, Duration waited) {
        super(
                "Another session holds the migration lock, after a wait of " + waited.toSeconds() + " s: " + holder
                        + ".",
                "Wait until it ends, raise migration.lock.wait, or end that session with"
                        + " SELECT pg_terminate_backend(PID).");
        this.holder = holder;
    }

    /** A description of the lock holder, for messages. */
    public String holder() {
        return holder;
    }
}
