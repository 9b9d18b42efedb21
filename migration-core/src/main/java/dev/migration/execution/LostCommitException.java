package dev.migration.execution;

import java.sql.SQLException;

/** The connection broke while the server was asked to commit: it may have done so. */
final class LostCommitException extends Exception {

    LostCommitException(SQLException cause) {
        super(cause);
    }
}
