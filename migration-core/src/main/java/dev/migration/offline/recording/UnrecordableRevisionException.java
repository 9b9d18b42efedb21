// SPDX-License-Identifier: Apache-2.0
package dev.migration.offline.recording;

import dev.migration.error.MigrationException;

/** A Java revision needs a result that only a database can return, or calls a method that cannot be recorded. */
public final class UnrecordableRevisionException extends MigrationException {

    private final String revision;

    UnrecordableRevisionException(String revision, String source, String reason) {
        super(
                "Revision '" + revision + "' (" + source + ") cannot be written as SQL: it " + reason + ".",
                "Use one statement without a result (INSERT … SELECT, UPDATE … FROM, a DO block), or exclude the revision"
                        + " from the range and run it on the database itself.");
        this.revision = revision;
    }

    /** The id of the revision. */
    public String revision() {
        return revision;
    }
}
