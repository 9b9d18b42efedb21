package dev.migration.cli.authoring;

import dev.migration.error.MigrationException;

/** A program that runs on new files failed. The file stays. */
final class PostWriteException extends MigrationException {

    PostWriteException(String problem, String remedy, Throwable cause) {
        super(problem, remedy, cause);
    }

    PostWriteException(String problem, String remedy) {
        super(problem, remedy);
    }
}
