// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.failure;

import dev.migration.error.MigrationException;

/** The thread was interrupted while it waited. No statement was running; the committed steps stay. */
public final class MigrationInterruptedException extends MigrationException {

    private MigrationInterruptedException(String reason, InterruptedException cause) {
        super("The migration was interrupted while it waited " + reason + ".", "Start again.", cause);
    }

    public static MigrationInterruptedException waitingForLock(InterruptedException cause) {
        return new MigrationInterruptedException("for the migration lock", cause);
    }

    public static MigrationInterruptedException waitingToRetry(InterruptedException cause) {
        return new MigrationInterruptedException("to retry", cause);
    }
}
