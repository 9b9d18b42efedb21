package dev.migration.execution;

import java.util.List;
import java.util.Optional;

import dev.migration.error.MigrationException;
import dev.migration.event.LockHolder;

/** What a look shows to a process that waits for another one to upgrade the database. */
sealed interface Sight {

    /** Nothing is left to do. */
    record Done(DatabaseState database) implements Sight {}

    /**
     * Something is left to do.
     *
     * @param missing the ids of revisions and the names of repeatables
     * @param trouble why nobody can do it as things are
     * @param holder who migrates the database
     */
    record Undone(List<String> missing, Optional<MigrationException> trouble, Optional<LockHolder> holder)
            implements Sight {

        boolean isHopeless() {
            return trouble.isPresent() && holder.isEmpty();
        }
    }

    /** The database does not answer yet. */
    record NoAnswer(String reason) implements Sight {}
}
