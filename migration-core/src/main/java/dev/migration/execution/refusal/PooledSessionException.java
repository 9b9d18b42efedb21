// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.refusal;

import java.util.List;

import dev.migration.error.MigrationException;

/** Revisions that do not fit into one transaction cannot run through a pooler that shares sessions. They did not run. */
public final class PooledSessionException extends MigrationException {

    private final transient List<String> revisions;

    public PooledSessionException(List<String> revisions) {
        super(
                "The connection uses a pooler that assigns a different server session to each transaction (such as PgBouncer with"
                        + " pool_mode = transaction), and these revisions do not run in one transaction: "
                        + String.join(", ", revisions) + ".",
                "Connect the migration to the server directly: migration.url (with migration.username and"
                        + " migration.password).");
        this.revisions = List.copyOf(revisions);
    }

    /** The ids of the revisions that need a session of their own. */
    public List<String> revisions() {
        return revisions;
    }
}
