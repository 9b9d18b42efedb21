// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.refusal;

import dev.migration.error.MigrationException;

/** The plan is not empty, and the database is read-only. Nothing was run. */
public final class ReadOnlyDatabaseException extends MigrationException {

    private final boolean standby;

    public ReadOnlyDatabaseException(boolean standby, String pending) {
        super(
                (standby ? "The server is a standby" : "The connection is read-only") + ", and the plan is not empty: "
                        + pending + ".",
                standby
                        ? "Connect to the primary: list all hosts in the URL and add targetServerType=primary."
                        : "Migrate with a role and a connection that may write: readOnly of the DataSource or"
                                + " default_transaction_read_only is on.");
        this.standby = standby;
    }

    /** Whether the server is a standby; it may be promoted. */
    public boolean isStandby() {
        return standby;
    }
}
