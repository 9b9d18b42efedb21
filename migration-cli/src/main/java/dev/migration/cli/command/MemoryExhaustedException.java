// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.command;

import dev.migration.error.MigrationException;

/** A command needed more memory than the JVM may use. */
final class MemoryExhaustedException extends MigrationException {

    MemoryExhaustedException(OutOfMemoryError cause) {
        super(
                "The command needs more memory than the JVM may use (" + cause.getMessage() + ").",
                "Repeat the command with more memory: java -Xmx2g -jar …",
                cause);
    }
}
