package dev.migration.execution.step;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.migration.event.Blocker;
import dev.migration.execution.report.ServerErrors;
import dev.migration.execution.report.SqlStateRemedies;

/**
 * Sees when a Java revision waits for itself: on another connection, for a lock that its own transaction holds. PostgreSQL
 * takes that for no deadlock, because it knows nothing of the thread that both connections belong to, and it would last for
 * ever.
 *
 * <p>Seen is only that somebody waits for us while nothing runs on our connection. So it is said at first; when it lasts
 * longer than a revision may be tried, and the one who waits comes from our host, its statement is cancelled.
 */
final class SelfBlockWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger("dev.migration");

    /** Most revisions are done before the first look, which costs a connection. */
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private static final String WHO = """
            WITH waiting AS MATERIALIZED (
                SELECT * FROM pg_stat_activity WHERE wait_event_type = 'Lock')
            SELECT w.pid, coalesce(w.usename, ''), coalesce(w.application_name, ''),
                coalesce((extract(epoch FROM clock_timestamp() - w.xact_start) * 1000)::bigint, 0),
                coalesce(left(regexp_replace(w.query, '\\s+', ' ', 'g'), 200), ''),
                w.client_addr IS NOT DISTINCT FROM us.client_addr, w.pid || ' ' || us.state_change
            FROM pg_stat_activity us JOIN waiting w ON us.pid = ANY (pg_blocking_pids(w.pid))
            WHERE us.pid = ? AND us.state = 'idle in transaction'""";

    private final DataSource dataSource;
    private final int pid;
    private final String revision;
    private final Duration longest;
    private final Thread thread = new Thread(this::watch, "migration-self-block");
    private Map<String, Long> since = Map.of();
    private volatile @Nullable Blocker cancelled;

    /**
     * @param pid the server process of the session that the revision runs on
     * @param longest how long somebody may wait until its statement is cancelled
     */
    SelfBlockWatch(DataSource dataSource, int pid, String revision, Duration longest) {
        this.dataSource = dataSource;
        this.pid = pid;
        this.revision = revision;
        this.longest = longest;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** The failure, or what it comes from. */
    Exception explain(Exception failure) {
        Blocker other = cancelled;
        return other == null
                ? failure
                : new SQLException(
                        "The revision waited for itself, on another connection, for a lock that its own transaction holds."
                                + " That statement was cancelled: " + other,
                        SqlStateRemedies.SELF_BLOCKED,
                        failure);
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void watch() {
        try {
            Thread.sleep(INTERVAL.toMillis());
            try (Connection connection = dataSource.getConnection();
                    PreparedStatement query = connection.prepareStatement(WHO)) {
                query.setInt(1, pid);
                while (!Thread.currentThread().isInterrupted()) {
                    look(query);
                    Thread.sleep(INTERVAL.toMillis());
                }
            }
        } catch (SQLException failure) {
            log.debug("Whether {} waits for itself cannot be seen: {}", revision, ServerErrors.describe(failure));
        } catch (InterruptedException done) {
            // close() was called.
        }
    }

    private void look(PreparedStatement query) throws SQLException {
        Map<String, Long> seen = new HashMap<>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                Blocker waiting = waiting(row);
                long first = since.getOrDefault(row.getString(7), System.nanoTime());
                if (!since.containsKey(row.getString(7))) {
                    say(waiting);
                }
                seen.put(row.getString(7), first);
                if (row.getBoolean(6) && System.nanoTime() - first >= longest.toNanos()) {
                    cancel(waiting, query.getConnection());
                }
            }
        }
        since = seen;
    }

    private static Blocker waiting(ResultSet row) throws SQLException {
        return new Blocker(
                row.getInt(1), row.getString(2), row.getString(3), Duration.ofMillis(row.getLong(4)), row.getString(5));
    }

    private void say(Blocker waiting) {
        log.warn(
                "{} runs nothing on the migration's connection and holds what another session waits for: {}. If that is a"
                        + " connection of the revision itself, neither can go on; its statement is cancelled after {} s",
                revision,
                waiting,
                longest.toSeconds());
    }

    private void cancel(Blocker waiting, Connection connection) throws SQLException {
        try (PreparedStatement cancel = connection.prepareStatement("SELECT pg_cancel_backend(?)")) {
            cancel.setInt(1, waiting.pid());
            // Before the statement fails, because its failure is explained by this.
            cancelled = waiting;
            cancel.execute();
            log.warn("{}: the statement of pid {} was cancelled", revision, waiting.pid());
        }
    }
}
