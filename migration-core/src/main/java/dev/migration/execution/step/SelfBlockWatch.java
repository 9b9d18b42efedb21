// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.step;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.migration.event.Blocker;
import dev.migration.execution.connection.CloseSignal;
import dev.migration.execution.connection.SecondConnection;
import dev.migration.execution.lock.LockQueries;
import dev.migration.execution.report.ServerErrors;
import dev.migration.execution.report.SqlStateRemedies;
import dev.migration.execution.session.ExecutionSettings;
import dev.migration.execution.session.MigrationSession;
import dev.migration.sql.Redaction;

/**
 * Detects a Java revision that blocks itself: a statement on another connection waits for a lock of its own transaction.
 * PostgreSQL does not detect this deadlock, because it does not know that one thread uses both connections; the wait would never
 * end.
 *
 * <p>The watch can only see that a session waits for the revision while no statement runs on the connection of the revision. So
 * it logs a warning first. If the wait exceeds the retry budget of the revision and the waiting session comes from the same
 * client address, its statement is cancelled.
 */
final class SelfBlockWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger("dev.migration");

    /** Most revisions end before the first query, which needs a connection. */
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private static final int LONGEST_STATEMENT = 200;

    private static final String WAITING = """
            WITH waiting AS MATERIALIZED (
                SELECT * FROM pg_catalog.pg_stat_activity WHERE wait_event_type OPERATOR(pg_catalog.=) 'Lock')
            SELECT w.pid, coalesce(w.usename, ''), coalesce(w.application_name, ''),
                coalesce(pg_catalog.left(w.query, 4096), ''), w.state,
                extract(epoch FROM pg_catalog.clock_timestamp() OPERATOR(pg_catalog.-) w.state_change),
                extract(epoch FROM pg_catalog.clock_timestamp() OPERATOR(pg_catalog.-) w.xact_start),
                COALESCE(w.client_addr OPERATOR(pg_catalog.=) us.client_addr, w.client_addr IS NULL AND us.client_addr IS NULL), w.pid OPERATOR(pg_catalog.||) ' ' OPERATOR(pg_catalog.||) us.state_change
            FROM pg_catalog.pg_stat_activity us JOIN waiting w ON us.pid OPERATOR(pg_catalog.=) ANY (pg_catalog.pg_blocking_pids(w.pid))
            WHERE us.pid OPERATOR(pg_catalog.=) ? AND us.state OPERATOR(pg_catalog.=) 'idle in transaction'""";

    private final MigrationSession session;
    private final String revision;
    private final Duration longest;
    private final Redaction secrets;
    private final CloseSignal closed = new CloseSignal();
    private final Thread thread = new Thread(this::watch, "migration-self-block");
    private Map<String, Long> since = Map.of();
    private volatile @Nullable Blocker cancelled;

    /**
     * @param session that of the revision
     * @param settings the retry budget is how long a session may wait before its statement is cancelled
     */
    SelfBlockWatch(MigrationSession session, String revision, ExecutionSettings settings) {
        this.session = session;
        this.revision = revision;
        this.longest = settings.retryFor();
        this.secrets = settings.variables().redaction();
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** The failure, or an exception that explains it. */
    Exception explain(Exception failure) {
        Blocker other = cancelled;
        return other == null
                ? failure
                : new SQLException(
                        "The revision blocked itself: a statement on another connection waited for a lock of its own transaction."
                                + " That statement was cancelled: " + other,
                        SqlStateRemedies.SELF_BLOCKED,
                        failure);
    }

    @Override
    public void close() {
        closed.close();
    }

    private void watch() {
        if (closed.isClosedWithin(INTERVAL)) {
            return;
        }
        try (SecondConnection second = session.openSecond();
                PreparedStatement query = second.connection().prepareStatement(WAITING)) {
            query.setInt(1, session.pid());
            do {
                check(query);
            } while (!closed.isClosedWithin(INTERVAL));
        } catch (SQLException failure) {
            log.debug("It is unknown whether {} blocks itself: {}", revision, ServerErrors.describe(failure));
        }
    }

    private void check(PreparedStatement query) throws SQLException {
        Map<String, Long> current = new HashMap<>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                Blocker waiting = waiting(row);
                long first = since.getOrDefault(row.getString(9), System.nanoTime());
                if (!since.containsKey(row.getString(9))) {
                    warn(waiting);
                }
                current.put(row.getString(9), first);
                if (row.getBoolean(8) && System.nanoTime() - first >= longest.toNanos()) {
                    cancel(waiting, query.getConnection());
                }
            }
        }
        since = current;
    }

    private Blocker waiting(ResultSet row) throws SQLException {
        return new Blocker(
                row.getInt(1),
                row.getString(2),
                row.getString(3),
                "client backend",
                LockQueries.activity(row, 5),
                secrets.excerpt(row.getString(4), LONGEST_STATEMENT),
                "");
    }

    private void warn(Blocker waiting) {
        log.warn(
                "{} runs no statement on the connection of the migration and holds a lock that another session waits for: {}."
                        + " If the revision itself uses that session, neither can continue; its statement is cancelled after {} s",
                revision,
                waiting,
                longest.toSeconds());
    }

    private void cancel(Blocker waiting, Connection connection) throws SQLException {
        try (PreparedStatement cancel = connection.prepareStatement("SELECT pg_catalog.pg_cancel_backend(?)")) {
            cancel.setInt(1, waiting.pid());
            // Before the statement fails, because this value explains its failure.
            cancelled = waiting;
            cancel.execute();
            log.warn("{}: the statement of pid {} was cancelled", revision, waiting.pid());
        }
    }
}
