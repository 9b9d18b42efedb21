package dev.migration.cli.deploy;

import dev.migration.error.MigrationException;

/** A deployment did not come to its end. The problem says what became of what it had done. */
final class DeployFailedException extends MigrationException {

    DeployFailedException(String problem, String remedy) {
        super(problem, remedy);
    }

    DeployFailedException(String problem, String remedy, Throwable cause) {
        super(problem, remedy, cause);
    }
}
