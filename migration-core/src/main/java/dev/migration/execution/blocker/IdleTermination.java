// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.blocker;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.migration.event.Blocker;
import dev.migration.execution.report.ServerErrors;

/** Terminates blocking sessions that have been idle in a transaction for too long, each at most once. */
final class IdleTermination {

    private static final Logger log = LoggerFactory.getLogger("dev.migration");

    /** The conditions are checked once more, because the session may have continued. */
    private static final String TERMINATE = """
            SELECT pg_catalog.pg_terminate_backend(a.pid) FROM pg_catalog.pg_stat_activity a
            WHERE a.pid OPERATOR(pg_catalog.=) ?
                AND a.state OPERATOR(pg_catalog.=) ANY (ARRAY['idle in transaction', 'idle in transaction (aborted)'])
                AND pg_catalog.clock_timestamp() OPERATOR(pg_catalog.-) a.state_change
                    OPERATOR(pg_catalog.>=) pg_catalog.make_interval(secs => ?)""";

    private final Optional<Duration> after;
    private final Set<String> handled = ConcurrentHashMap.newKeySet();
    private volatile String terminated = "";

    /** @param after how long a session may be idle in its transaction; empty means that none is terminated */
    IdleTermination(Optional<Duration> after) {
        this.after = after;
    }

    /** Terminates the sessions that have been idle for too long. */
    void check(Connection connection, List<BlockerHistory.Sighting> sightings) {
        after.ifPresent(limit -> sightings.stream()
                .filter(sighting -> sighting.blocks() && isIdle(sighting.blocker(), limit))
                .filter(sighting -> handled.add(sighting.transaction()))
                .forEach(sighting -> terminate(connection, sighting.blocker(), limit)));
    }

    /** The sessions that were terminated, for the history; empty if none was. */
    String describe() {
        return terminated;
    }

    private static boolean isIdle(Blocker blocker, Duration limit) {
        return blocker.activity().isIdleInTransaction()
                && blocker.activity()
                        .inState()
                        .filter(idle -> idle.compareTo(limit) >= 0)
                        .isPresent();
    }

    private void terminate(Connection connection, Blocker blocker, Duration limit) {
        try (PreparedStatement statement = connection.prepareStatement(TERMINATE)) {
            statement.setInt(1, blocker.pid());
            statement.setDouble(2, limit.toMillis() / 1000.0);
            try (ResultSet row = statement.executeQuery()) {
                if (row.next() && row.getBoolean(1)) {
                    terminated = terminated + "; terminated " + blocker;
                    log.warn(
                            "Terminated a session that was idle in a transaction and blocked the migration: {}",
                            blocker);
                }
            }
        } catch (SQLException failure) {
            // Another role's session: the migration continues to wait for it.
            terminated = terminated + "; pid " + blocker.pid() + " could not be terminated: "
                    + ServerErrors.describe(failure);
            log.warn(
                    "The session {} is idle in a transaction and blocks the migration, and could not be terminated: {}."
                            + " Grant pg_signal_backend to the migrating role",
                    blocker,
                    ServerErrors.describe(failure));
        }
    }
}
