package dev.migration;

import java.util.List;

import dev.migration.error.MigrationException;

/** Revisions are pending where none may be. Nothing was run. */
public final class PendingRevisionsException extends MigrationException {

    private final transient List<String> pending;

    PendingRevisionsException(List<String> pending) {
        super(
                (pending.size() == 1 ? "A revision is" : pending.size() + " revisions are") + " pending: "
                        + String.join(", ", pending) + ".",
                "Upgrade the database first, or start with migration.on-startup=upgrade.");
        this.pending = List.copyOf(pending);
    }

    /** The ids of the pending revisions, in order. */
    public List<String> pending() {
        return pending;
    }
}
