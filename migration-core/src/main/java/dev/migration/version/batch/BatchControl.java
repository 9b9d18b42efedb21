// SPDX-License-Identifier: Apache-2.0
package dev.migration.version.batch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import dev.migration.version.BatchId;
import dev.migration.version.StateTables;
import dev.migration.version.table.StateStatement;

/** The statements that record why a statement that runs in batches begins none now. */
public record BatchControl(StateTables tables, BatchId id) {

    private static final String HELD_SECONDS = " held_seconds = held_seconds OPERATOR(pg_catalog.+)"
            + " ?::bigint OPERATOR(pg_catalog./) 1000.0::float8, updated_at = pg_catalog.clock_timestamp()";

    /**
     * No batch begins.
     *
     * @param until when the run looks again; empty if it is not known
     * @param more the time since the last record
     */
    public StateStatement held(String reason, Optional<Instant> until, Duration more) {
        return StateStatement.one(
                "UPDATE " + tables.batches() + " SET reason = ?, held_until = ?::pg_catalog.timestamptz," + HELD_SECONDS
                        + BatchStatements.ROW,
                reason,
                until.map(Instant::toString).orElse(null),
                more.toMillis(),
                id.revision(),
                id.direction(),
                id.segment());
    }

    /** The next batch begins. */
    public StateStatement released(Duration more) {
        return StateStatement.one(
                "UPDATE " + tables.batches() + " SET reason = NULL, held_until = NULL," + HELD_SECONDS
                        + BatchStatements.ROW,
                more.toMillis(),
                id.revision(),
                id.direction(),
                id.segment());
    }
}
