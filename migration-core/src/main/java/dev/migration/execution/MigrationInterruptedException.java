package dev.migration.execution;

import dev.migration.error.MigrationException;

/** The thread was interrupted while another session migrated the database. Nothing was run. */
public final class MigrationInterruptedException extends MigrationException {

    MigrationInterruptedException(InterruptedException cause) {
        super(
                "The migration was interrupted while it waited for another session that migrates this database.",
                "Start again.",
                cause);
    }
}
