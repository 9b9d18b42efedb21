// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.database;

import dev.migration.error.MigrationException;

/** Reports two named databases that would use the same state tables. No revision was run. */
final class SharedStateException extends MigrationException {

    SharedStateException(String one, String other) {
        super(
                "The databases '" + one + "' and '" + other + "' use the same state tables: same server, same"
                        + " database, same schema, and the same migration.revision-table or migration.history-table.",
                "If they are two databases, set migration.databases." + other
                        + ".schema (or .url, or .data-source). If two sets of revisions share a schema, set both"
                        + " .revision-table and .history-table. Or remove one of the two names.");
    }
}
