// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.status;

import java.util.Optional;

/** The last known state of a database, and why it may be outdated. */
interface ReadOutcome {

    /** Why the state may be outdated; empty if it is current. */
    Optional<FailureSummary> failure();

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
