package dev.migration.execution.failure;

import dev.migration.error.MigrationException;

/** Something is pending, and the database takes no writes. Nothing was run. */
public final class ReadOnlyDatabaseException extends MigrationException {

    public ReadOnlyDatabaseException(boolean standby, String pending) {
        super(
                (standby ? "The server is a standby" : "The connection is read-only") + ", and there is work to do: "
                        + pending + ".",
                standby
                        ? "Connect to the primary: name all hosts in the URL and add targetServerType=primary."
                        : "Migrate with a role and a connection that may write (default_transaction_read_only is on).");
    }
}
