package dev.migration.execution.session;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import dev.migration.event.LockHolder;
import dev.migration.event.LockSession;
import dev.migration.event.LockStatus;

/** Sees who has to do with a migration's locks. What a role may not see of other sessions stays empty. */
final class LockQueries {

    /** Waiters poll, so no table of locks knows them; they say it in their names. */
    private static final String WAITERS = """
            SELECT 'WAITER', a.pid, a.usename, a.application_name, host(a.client_addr),
                extract(epoch FROM clock_timestamp() - a.backend_start), a.query
            FROM pg_stat_activity a
            WHERE a.datname = current_database() AND a.pid <> pg_backend_pid() AND starts_with(a.application_name, ?)
            ORDER BY a.backend_start, a.pid""";

    /** {@code pg_locks} shows everybody's waits to everybody; {@code pg_stat_activity} does not. */
    private static final String NEIGHBOURS = """
            SELECT 'BLOCKED' AS part, a.pid, a.usename, a.application_name, host(a.client_addr),
                extract(epoch FROM clock_timestamp() - l.since) AS age, a.query
            FROM (SELECT pid, min(waitstart) AS since FROM pg_locks WHERE NOT granted GROUP BY pid) l
                JOIN pg_stat_activity a ON a.pid = l.pid
            WHERE ? = ANY (pg_blocking_pids(l.pid))
            UNION ALL
            SELECT 'BLOCKING', a.pid, a.usename, a.application_name, host(a.client_addr),
                extract(epoch FROM clock_timestamp() - a.xact_start), a.query
            FROM (SELECT DISTINCT unnest(pg_blocking_pids(?)) AS pid) b JOIN pg_stat_activity a ON a.pid = b.pid
            ORDER BY age DESC NULLS LAST, pid""";

    /** What PostgreSQL writes in place of a statement that the role may not see. */
    private static final String HIDDEN = "<insufficient privilege>";

    private static final int LONGEST_STATEMENT = 200;

    private final MigrationSession session;
    private final long key;

    LockQueries(MigrationSession session, long key) {
        this.session = session;
        this.key = key;
    }

    LockStatus read(MigrationLock lock) {
        var holder = lock.find();
        Map<Part, List<LockSession>> sessions = new EnumMap<>(Part.class);
        read(sessions, WAITERS, LockHolder.waitingFor(key));
        holder.ifPresent(other -> read(sessions, NEIGHBOURS, other.pid(), other.pid()));
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

    private static LockSession session(ResultSet row) throws SQLException {
        return new LockSession(
                row.getInt(2),
                text(row, 3),
                text(row, 4),
                row.getString(5) == null ? "local" : text(row, 5),
                Duration.ofMillis(Math.max(0, (long) (row.getDouble(6) * 1000))),
                statement(text(row, 7)));
    }

    private static String statement(String query) {
        if (query.equals(HIDDEN)) {
            return "";
        }
        String line = query.replaceAll("\\s+", " ").strip();
        return line.length() > LONGEST_STATEMENT ? line.substring(0, LONGEST_STATEMENT) : line;
    }

    private static String text(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }

    /** What a session has to do with the lock. */
    private enum Part {
        WAITER,
        BLOCKED,
        BLOCKING
    }
}
