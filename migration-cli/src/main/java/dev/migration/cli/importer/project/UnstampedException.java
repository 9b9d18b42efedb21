// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.project;

import dev.migration.cli.output.Plurals;
import dev.migration.error.MigrationException;

/** Thrown when the files of a project are written, but the database could not be stamped. */
final class UnstampedException extends MigrationException {

    /** @param files how many files were written; they stay */
    UnstampedException(int files, MigrationException reason) {
        super(
                "The database was not stamped. " + reason.problem() + System.lineSeparator() + Plurals.of(files, "file")
                        + " written before that; the files stay.",
                reason.remedy() + " Then type the same command again: it finds the files and stamps the database.",
                reason);
    }
}
