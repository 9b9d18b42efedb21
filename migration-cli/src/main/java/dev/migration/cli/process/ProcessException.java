// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.process;

import dev.migration.error.MigrationException;

/** Thrown when a program is missing, cannot be started, or does not finish as it should. */
public final class ProcessException extends MigrationException {

    public ProcessException(String problem, String remedy) {
        super(problem, remedy);
    }
}
