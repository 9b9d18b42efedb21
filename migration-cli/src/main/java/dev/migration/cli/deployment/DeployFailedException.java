// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.deployment;

import dev.migration.error.MigrationException;

/** Thrown when a deployment fails. The problem reports the outcome of the revisions that the deployment had already committed. */
public final class DeployFailedException extends MigrationException {

    DeployFailedException(String problem, String remedy) {
        super(problem, remedy);
    }

    DeployFailedException(String problem, String remedy, Throwable cause) {
        super(problem, remedy, cause);
    }
}
