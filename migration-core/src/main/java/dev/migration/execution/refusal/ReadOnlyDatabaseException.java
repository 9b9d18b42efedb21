package dev.migration.execution.refusal;

import dev.migration.error.MigrationException;

/** Something is pending, and the database takes no writes. Nothing was run. */
public final class ReadOnlyDatabaseException extends MigrationException {

    private final boolean standby;

    public ReadOnlyDatabaseException(boolean standby, String pending) {
        super(
                (standby ? "The server is a standby" : "The connection is read-only") + ", and there is work to do: "
                        + pending + ".",
                standby
                        ? "Connect to the primary: name all hosts in the URL and add targetServerType=primary."
                        : "Migrate with a role and a connection that may write: readOnly of the DataSource or"
                                + " default_transaction_read_only is on.");
        this.standby = standby;
    }

    /** Whether the server follows another one; it may become the primary. */
    public boolean isStandby() {
        return standby;
    }
}
