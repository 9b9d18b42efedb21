// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.wait;

import java.util.List;
import java.util.Optional;

import dev.migration.error.MigrationException;
import dev.migration.execution.state.DatabaseState;

/** The result of one read while a process waits for another one to upgrade the database. */
sealed interface ProbeResult {

    /** Nothing is pending. */
    record UpToDate(DatabaseState database) implements ProbeResult {}

    /**
     * Something is pending.
     *
     * @param missing the ids of revisions and the names of repeatables
     * @param obstacle why no session can execute the plan in this state
     * @param holder the session that holds the migration lock, and what it waits for
     */
    record Pending(List<String> missing, Optional<MigrationException> obstacle, Optional<String> holder)
            implements ProbeResult {

        boolean isStuck() {
            return obstacle.isPresent() && holder.isEmpty();
        }
    }

    /** The database does not answer yet. */
    record NoAnswer(String reason) implements ProbeResult {}
}
