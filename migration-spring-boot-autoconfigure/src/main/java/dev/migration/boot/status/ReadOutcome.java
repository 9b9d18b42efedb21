// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.status;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The last known state of a database, and why it may be outdated. */
public interface ReadOutcome {

    /** Why the state may be outdated; empty if it is current. */
    Optional<FailureSummary> failure();

    /** When the state was read, by the clock of this application; empty if the database has never answered. */
    Optional<Instant> at();

    /** How old the state is; empty if it is current, or if the database has never answered. */
    default Optional<Duration> staleness() {
        return failure().flatMap(outdated -> at()).map(read -> Duration.between(read, Instant.now()));
    }

    /** Why the state may be outdated, without messages of the server. */
    default Optional<String> error() {
        return error(false);
    }

    /**
     * Why the state may be outdated.
     *
     * @param sql whether the reader may see SQL and messages of the server
     */
    default Optional<String> error(boolean sql) {
        return failure().map(summary -> summary.shown(sql));
    }
}
