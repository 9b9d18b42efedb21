package dev.migration.boot.database;

import dev.migration.error.MigrationException;

/** Two of several databases would keep their state in the same tables. Nothing was run. */
public final class SharedStateException extends MigrationException {

    SharedStateException(String one, String other) {
        super(
                "The databases '" + one + "' and '" + other + "' keep their state in the same tables: same server, same"
                        + " database, same schema, and the same migration.revision-table or migration.history-table.",
                "Set migration.databases." + other
                        + ".schema (or .url, or .data-source) if they are two databases; both"
                        + " .revision-table and .history-table if two sets of revisions share a schema; or take one of the"
                        + " two names out.");
    }
}
