package dev.migration.execution.wait;

import java.util.List;
import java.util.Optional;

import dev.migration.error.MigrationException;
import dev.migration.event.LockHolder;
import dev.migration.execution.state.DatabaseState;

/** What a look shows to a process that waits for another one to upgrade the database. */
sealed interface ProbeResult {

    /** Nothing is left to do. */
    record Done(DatabaseState database) implements ProbeResult {}

    /**
     * Something is left to do.
     *
     * @param missing the ids of revisions and the names of repeatables
     * @param trouble why nobody can do it as things are
     * @param holder who migrates the database
     */
    record Undone(List<String> missing, Optional<MigrationException> trouble, Optional<LockHolder> holder)
            implements ProbeResult {

        boolean isHopeless() {
            return trouble.isPresent() && holder.isEmpty();
        }
    }

    /** The database does not answer yet. */
    record NoAnswer(String reason) implements ProbeResult {}
}
