package dev.migration.cli.process;

import dev.migration.error.MigrationException;

/** A program is not there, did not end, or ended as it should not. */
public final class ProcessException extends MigrationException {

    public ProcessException(String problem, String remedy) {
        super(problem, remedy);
    }
}
