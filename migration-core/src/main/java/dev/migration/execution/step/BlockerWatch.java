// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.step;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import javax.sql.DataSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.migration.event.Blocker;
import dev.migration.execution.report.ServerErrors;
import dev.migration.sql.Redaction;

/**
 * Finds the sessions that block a session. They are visible only while the session waits, so a thread queries them repeatedly on
 * another connection. It starts after the first failed attempt, because most revisions never need it.
 */
final class BlockerWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(BlockerWatch.class);

    /** Several queries in the 100 ms of an attempt. */
    private static final Duration INTERVAL = Duration.ofMillis(20);

    private static final String BLOCKERS = """
            SELECT a.pid, coalesce(a.usename, ''), coalesce(a.application_name, ''),
                coalesce((extract(epoch FROM pg_catalog.clock_timestamp() OPERATOR(pg_catalog.-) a.xact_start) OPERATOR(pg_catalog.*) 1000)::bigint, 0),
                coalesce(pg_catalog.left(pg_catalog.regexp_replace(a.query, '\\s+', ' ', 'g'), 200), '')
            FROM pg_catalog.unnest(pg_catalog.pg_blocking_pids(?)) AS blocker JOIN pg_catalog.pg_stat_activity a ON a.pid OPERATOR(pg_catalog.=) blocker""";

    private final DataSource dataSource;
    private final int pid;
    private final Thread thread = new Thread(this::watch, "migration-blockers");
    private volatile List<Blocker> blockers = List.of();

    /** @param pid the process id of the session that may be blocked */
    BlockerWatch(DataSource dataSource, int pid) {
        this.dataSource = dataSource;
        this.pid = pid;
        thread.setDaemon(true);
    }

    void start() {
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        }
    }

    /** The sessions that blocked it last; empty if none was found. */
    List<Blocker> blockers() {
        return blockers;
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void watch() {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(BLOCKERS)) {
            query.setInt(1, pid);
            while (!Thread.currentThread().isInterrupted()) {
                read(query).ifPresent(found -> blockers = found);
                Thread.sleep(INTERVAL.toMillis());
            }
        } catch (SQLException failure) {
            log.debug("The sessions that block the migration cannot be read: {}", ServerErrors.describe(failure));
        } catch (InterruptedException done) {
            // close() was called.
        }
    }

    private static Optional<List<Blocker>> read(PreparedStatement query) throws SQLException {
        List<Blocker> blockers = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                blockers.add(new Blocker(
                        row.getInt(1),
                        row.getString(2),
                        row.getString(3),
                        Duration.ofMillis(row.getLong(4)),
                        Redaction.NONE.of(row.getString(5))));
            }
        }
        return blockers.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(blockers));
    }
}
