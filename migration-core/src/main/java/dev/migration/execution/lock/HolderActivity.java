// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.lock;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;

import dev.migration.event.LockHolder;
import dev.migration.version.table.LastRetry;

/**
 * What the lock holder does.
 *
 * @param waitsSince when its wait for a lock began; empty if it does not wait
 * @param opened when it was opened; empty if the role may not read it
 */
record HolderActivity(Optional<Instant> waitsSince, boolean inTransaction, Optional<Instant> opened) {

    /** Since when a session waits for a lock, whether it has a transaction, and when it was opened. */
    static final String QUERY = """
            SELECT (SELECT pg_catalog.min(waitstart) FROM pg_catalog.pg_locks WHERE pid OPERATOR(pg_catalog.=) a.pid AND NOT granted),
                EXISTS (SELECT FROM pg_catalog.pg_locks WHERE pid OPERATOR(pg_catalog.=) a.pid AND locktype OPERATOR(pg_catalog.=) 'transactionid'),
                a.backend_start
            FROM pg_catalog.pg_stat_activity a WHERE a.pid OPERATOR(pg_catalog.=) ?""";

    static HolderActivity read(ResultSet row) throws SQLException {
        return new HolderActivity(instant(row, 1), row.getBoolean(2), instant(row, 3));
    }

    /** Whether it made the attempt, and not a session that has ended. */
    boolean hasMade(LastRetry attempt, LockHolder holder) {
        return holder.place().stream().allMatch(place -> attempt.revision().startsWith(place.revision()))
                && opened.stream().noneMatch(attempt.at()::isBefore);
    }

    private static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
    }
}
