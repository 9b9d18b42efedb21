// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.session;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.migration.event.LockHolder;
import dev.migration.event.LockSession;
import dev.migration.event.LockStatus;
import dev.migration.event.SessionActivity;
import dev.migration.sql.Redaction;

/**
 * Queries the migration lock: its holder, the sessions that wait for it, and the sessions that block or are blocked by the
 * holder. A value that the role may not read stays empty.
 */
public final class LockQueries {

    private static final String HOLDER = """
            SELECT a.pid, coalesce(a.usename, ''), coalesce(a.application_name, ''), coalesce(pg_catalog.host(a.client_addr), 'local'),
                coalesce(pg_catalog.left(CASE WHEN a.query OPERATOR(pg_catalog.<>) '<insufficient privilege>' THEN a.query END, 4096), ''),
                a.state, extract(epoch FROM pg_catalog.clock_timestamp() OPERATOR(pg_catalog.-) a.state_change),
                extract(epoch FROM pg_catalog.clock_timestamp() OPERATOR(pg_catalog.-) a.xact_start)
            FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a ON a.pid OPERATOR(pg_catalog.=) l.pid
            WHERE l.locktype OPERATOR(pg_catalog.=) 'advisory' AND l.granted AND l.objsubid OPERATOR(pg_catalog.=) 1
              AND l.database OPERATOR(pg_catalog.=) (SELECT oid FROM pg_catalog.pg_database WHERE datname OPERATOR(pg_catalog.=) pg_catalog.current_database())
              AND l.classid::bigint OPERATOR(pg_catalog.=) ? AND l.objid::bigint OPERATOR(pg_catalog.=) ?""";

    /** Waiting sessions poll, so {@code pg_locks} does not show them; their application_name does. */
    private static final String WAITERS = """
            SELECT 'WAITER', a.pid, a.usename, a.application_name, pg_catalog.host(a.client_addr),
                extract(epoch FROM pg_catalog.clock_timestamp() OPERATOR(pg_catalog.-) a.backend_start), pg_catalog.left(a.query, 4096)
            FROM pg_catalog.pg_stat_activity a
            WHERE a.datname OPERATOR(pg_catalog.=) pg_catalog.current_database() AND a.pid OPERATOR(pg_catalog.<>) pg_catalog.pg_backend_pid() AND pg_catalog.starts_with(a.application_name, ?)
            ORDER BY a.backend_start, a.pid""";

    /** Every role may read all of {@code pg_locks}, but not all of {@code pg_stat_activity}. */
    private static final String BLOCKED_AND_BLOCKING = """
            SELECT 'BLOCKED' AS part, a.pid, a.usename, a.application_name, pg_catalog.host(a.client_addr),
                extract(epoch FROM pg_catalog.clock_timestamp() OPERATOR(pg_catalog.-) l.since) AS age, pg_catalog.left(a.query, 4096)
            FROM (SELECT pid, pg_catalog.min(waitstart) AS since FROM pg_catalog.pg_locks WHERE NOT granted GROUP BY pid) l
                JOIN pg_catalog.pg_stat_activity a ON a.pid OPERATOR(pg_catalog.=) l.pid
            WHERE ? OPERATOR(pg_catalog.=) ANY (pg_catalog.pg_blocking_pids(l.pid))
            UNION ALL
            SELECT 'BLOCKING', a.pid, a.usename, a.application_name, pg_catalog.host(a.client_addr),
                extract(epoch FROM pg_catalog.clock_timestamp() OPERATOR(pg_catalog.-) a.xact_start), pg_catalog.left(a.query, 4096)
            FROM (SELECT DISTINCT pg_catalog.unnest(pg_catalog.pg_blocking_pids(?)) AS pid) b JOIN pg_catalog.pg_stat_activity a ON a.pid OPERATOR(pg_catalog.=) b.pid
            ORDER BY age DESC NULLS LAST, pid""";

    /** PostgreSQL shows this text instead of a statement that the role may not read. */
    private static final String HIDDEN = "<insufficient privilege>";

    private static final int LONGEST_OF_HOLDER = 100;
    private static final int LONGEST_STATEMENT = 200;

    private final MigrationSession session;
    private final long key;
    private final Redaction secrets;

    /**
     * @param key see {@link MigrationLock#keyOf}
     * @param secrets removes secrets from the statements of other sessions, which may run scripts with the same variables
     */
    public LockQueries(MigrationSession session, long key, Redaction secrets) {
        this.session = session;
        this.key = key;
        this.secrets = secrets;
    }

    /** The session that holds the lock; empty if no session holds it. */
    public Optional<LockHolder> holder() {
        return session.jdbc().query(HOLDER, this::readHolder, key >>> Integer.SIZE, key & 0xFFFFFFFFL).stream()
                .findFirst();
    }

    private LockHolder readHolder(ResultSet row, int number) throws SQLException {
        return new LockHolder(
                row.getInt(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                activity(row, 6),
                secrets.excerpt(row.getString(5), LONGEST_OF_HOLDER));
    }

    /** The lock holder, the waiting sessions, and the sessions that the holder blocks or waits for. */
    public LockStatus status() {
        Optional<LockHolder> holder = holder();
        Map<Part, List<LockSession>> sessions = new EnumMap<>(Part.class);
        read(sessions, WAITERS, LockHolder.waitingFor(key));
        holder.ifPresent(other -> read(sessions, BLOCKED_AND_BLOCKING, other.pid(), other.pid()));
        return new LockStatus(
                holder,
                sessions.getOrDefault(Part.WAITER, List.of()),
                sessions.getOrDefault(Part.BLOCKED, List.of()),
                sessions.getOrDefault(Part.BLOCKING, List.of()));
    }

    private void read(Map<Part, List<LockSession>> into, String query, Object... parameters) {
        session.jdbc()
                .query(
                        query,
                        row -> {
                            into.computeIfAbsent(Part.valueOf(row.getString(1)), part -> new ArrayList<>())
                                    .add(session(row));
                        },
                        parameters);
    }

    private LockSession session(ResultSet row) throws SQLException {
        return new LockSession(
                row.getInt(2),
                text(row, 3),
                text(row, 4),
                row.getString(5) == null ? "local" : text(row, 5),
                age(row, 6),
                statement(text(row, 7)));
    }

    /**
     * Reads what a session does from three columns: its state, and the seconds since it began and since its transaction began.
     *
     * @param column the number of the first of them
     */
    public static SessionActivity activity(ResultSet row, int column) throws SQLException {
        return new SessionActivity(
                Optional.ofNullable(row.getString(column)), age(row, column + 1), age(row, column + 2));
    }

    /** A number of seconds; empty if it is null, because the role may not read it. */
    private static Optional<Duration> age(ResultSet row, int column) throws SQLException {
        double seconds = row.getDouble(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Duration.ofMillis(Math.max(0, (long) (seconds * 1000))));
    }

    private String statement(String query) {
        return query.equals(HIDDEN) ? "" : secrets.excerpt(query, LONGEST_STATEMENT);
    }

    private static String text(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }

    /** How a session is related to the lock. */
    private enum Part {
        WAITER,
        BLOCKED,
        BLOCKING
    }
}
