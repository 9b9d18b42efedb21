package dev.migration.execution.report;

import java.sql.SQLException;

/** The connection broke while the server was asked to commit: it may have done so. */
public final class LostCommitException extends Exception {

    private final String transaction;

    /** @param transaction what {@code pg_xact_status} knows it by */
    public LostCommitException(String transaction, SQLException cause) {
        super(cause);
        this.transaction = transaction;
    }

    public String transaction() {
        return transaction;
    }
}
