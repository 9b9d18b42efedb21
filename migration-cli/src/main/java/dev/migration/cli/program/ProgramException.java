package dev.migration.cli.program;

import dev.migration.error.MigrationException;

/** A program is not there, did not end, or ended as it should not. */
public final class ProgramException extends MigrationException {

    public ProgramException(String problem, String remedy) {
        super(problem, remedy);
    }
}
