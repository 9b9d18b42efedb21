package dev.migration.execution.failure;

import java.time.Duration;

import dev.migration.error.MigrationException;

/** Somebody else migrated this database for longer than we were told to wait. Nothing was run. */
public final class LockNotObtainedException extends MigrationException {

    private final String holder;

    public LockNotObtainedException(String holder, Duration waited) {
        super(
                "Another session has held the migration lock for the " + waited.toSeconds() + " s that we waited: "
                        + holder + ".",
                "Wait until it is done, raise migration.lock.wait, or end that session with"
                        + " SELECT pg_terminate_backend(PID).");
        this.holder = holder;
    }

    /** Who holds it, as far as the database tells. */
    public String holder() {
        return holder;
    }
}
