package dev.migration.offline.recording;

import dev.migration.error.MigrationException;

/** A Java revision asks for what only a database could answer, or goes a way on which nothing can be written down. */
public final class UnrecordableRevisionException extends MigrationException {

    private final String revision;

    UnrecordableRevisionException(String revision, String source, String deed, String reason) {
        super(
                "Revision '" + revision + "' (" + source + ") cannot be written as SQL: it called " + deed + ", "
                        + reason + ".",
                "Let the database do it in one statement (INSERT … SELECT, UPDATE … FROM, a DO block), or leave the revision"
                        + " out of the range and run it on the database itself.");
        this.revision = revision;
    }

    /** The id of the revision. */
    public String revision() {
        return revision;
    }
}
