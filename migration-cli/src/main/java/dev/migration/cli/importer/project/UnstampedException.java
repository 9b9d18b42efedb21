package dev.migration.cli.importer.project;

import dev.migration.cli.output.Plurals;
import dev.migration.error.MigrationException;

/** The files of a project are written, and the database could not be stamped with them. */
final class UnstampedException extends MigrationException {

    /** @param files how many were written, and stay */
    UnstampedException(int files, MigrationException reason) {
        super(
                "The database was not stamped. " + reason.problem() + System.lineSeparator() + Plurals.of(files, "file")
                        + " written before that, which stay.",
                reason.remedy() + " Then type the same command again: it finds the files, and stamps.",
                reason);
    }
}
