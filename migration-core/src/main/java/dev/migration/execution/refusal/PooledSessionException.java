package dev.migration.execution.refusal;

import java.util.List;

import dev.migration.error.MigrationException;

/** Revisions that do not fit into a transaction were to run through a pooler that shares sessions. Nothing of them was run. */
public final class PooledSessionException extends MigrationException {

    private final transient List<String> revisions;

    public PooledSessionException(List<String> revisions) {
        super(
                "The connection leads through a pooler that gives each transaction another server session (such as PgBouncer with"
                        + " pool_mode = transaction), and these revisions do not run in one transaction: "
                        + String.join(", ", revisions) + ".",
                "Let the migration connect to the server directly: migration.url (with migration.username and"
                        + " migration.password).");
        this.revisions = List.copyOf(revisions);
    }

    /** The ids of the revisions that need a session of their own. */
    public List<String> revisions() {
        return revisions;
    }
}
