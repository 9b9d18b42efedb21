// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.report;

import java.sql.SQLException;

/** The connection was lost during a COMMIT: the transaction may be committed. */
public final class LostCommitException extends Exception {

    private final String transaction;

    /** @param transaction its id, as an argument of {@code pg_xact_status} */
    public LostCommitException(String transaction, SQLException cause) {
        super(cause);
        this.transaction = transaction;
    }

    public String transaction() {
        return transaction;
    }
}
