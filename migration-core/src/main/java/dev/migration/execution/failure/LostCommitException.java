package dev.migration.execution.failure;

import java.sql.SQLException;

/** The connection broke while the server was asked to commit: it may have done so. */
public final class LostCommitException extends Exception {

    public LostCommitException(SQLException cause) {
        super(cause);
    }
}
