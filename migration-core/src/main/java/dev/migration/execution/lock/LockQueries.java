// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.lock;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.migration.event.LockHolder;
import dev.migration.event.LockSession;
import dev.migration.event.LockStatus;
import dev.migration.event.RunWait;
import dev.migration.event.SessionActivity;
import dev.migration.execution.session.MigrationSession;
import dev.migration.execution.session.RetryBudget;
import dev.migration.sql.Redaction;
import dev.migration.version.StateTables;
import dev.migration.version.table.HistoryReader;
import dev.migration.version.table.LastRetry;
import dev.migration.version.table.RetryFacts;

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
                extract(epoch FROM pg_catalog.clock_timestamp() OPERATOR(pg_catalog.-) a.backend_start), pg_catalog.left(a.query, 4096),
                a.state, a.xact_start, ''
            FROM pg_catalog.pg_stat_activity a
            WHERE a.datname OPERATOR(pg_catalog.=) pg_catalog.current_database() AND a.pid OPERATOR(pg_catalog.<>) pg_catalog.pg_backend_pid() AND pg_catalog.starts_with(a.application_name, ?)
            ORDER BY a.backend_start, a.pid""";

    /** Every role may read all of {@code pg_locks}, but not all of {@code pg_stat_activity}. */
    private static final String BLOCKED_AND_BLOCKING = """
            SELECT 'BLOCKED' AS part, a.pid, a.usename, a.application_name, pg_catalog.host(a.client_addr),
                extract(epoch FROM pg_catalog.clock_timestamp() OPERATOR(pg_catalog.-) l.since) AS age, pg_catalog.left(a.query, 4096),
                a.state, a.xact_start, ''
            FROM (SELECT pid, pg_catalog.min(waitstart) AS since FROM pg_catalog.pg_locks WHERE NOT granted GROUP BY pid) l
                JOIN pg_catalog.pg_stat_activity a ON a.pid OPERATOR(pg_catalog.=) l.pid
            WHERE ? OPERATOR(pg_catalog.=) ANY (pg_catalog.pg_blocking_pids(l.pid))
            UNION ALL
            SELECT 'BLOCKING', a.pid, a.usename, a.application_name, pg_catalog.host(a.client_addr),
                extract(epoch FROM pg_catalog.clock_timestamp() OPERATOR(pg_catalog.-) a.xact_start), pg_catalog.left(a.query, 4096),
                a.state, a.xact_start, (SELECT w.relation::pg_catalog.regclass::pg_catalog.text FROM pg_catalog.pg_locks w
                    WHERE w.pid OPERATOR(pg_catalog.=) b.waiter AND w.relation IS NOT NULL
                        AND (NOT w.granted OR w.locktype OPERATOR(pg_catalog.=) 'tuple') LIMIT 1)
            FROM (SELECT DISTINCT us.pid AS waiter, pg_catalog.unnest(pg_catalog.pg_blocking_pids(us.pid)) AS pid FROM (SELECT ?::pg_catalog.int4 AS pid) us) b
                JOIN pg_catalog.pg_stat_activity a ON a.pid OPERATOR(pg_catalog.=) b.pid
            ORDER BY age DESC NULLS LAST, pid""";

    /** Sessions that blocked an attempt, as far as they are in the same transaction: between two attempts nobody waits for them. */
    private static final String REMEMBERED = """
            SELECT 'BLOCKING', a.pid, a.usename, a.application_name, pg_catalog.host(a.client_addr),
                extract(epoch FROM pg_catalog.clock_timestamp() OPERATOR(pg_catalog.-) a.xact_start) AS age, pg_catalog.left(a.query, 4096),
                a.state, a.xact_start, ?
            FROM pg_catalog.pg_stat_activity a WHERE a.pid OPERATOR(pg_catalog.=) ANY (?::pg_catalog.int4[])
                AND (a.state IS NULL OR a.xact_start OPERATOR(pg_catalog.<=) ?::pg_catalog.timestamptz)
            ORDER BY age DESC NULLS LAST, a.pid""";

    /** Longer than a pause between two attempts, see {@link RetryBudget}. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /** PostgreSQL shows this text instead of a statement that the role may not read. */
    private static final String HIDDEN = "<insufficient privilege>";

    private static final int LONGEST_OF_HOLDER = 100;
    private static final int LONGEST_STATEMENT = 200;

    private final MigrationSession session;
    private final StateTables tables;
    private final long key;
    private final Redaction secrets;

    /**
     * @param tables with their schema
     * @param secrets removes secrets from the statements of other sessions, which may run scripts with the same variables
     */
    public LockQueries(MigrationSession session, StateTables tables, Redaction secrets) {
        this.session = session;
        this.tables = tables;
        this.key = MigrationLock.keyOf(tables);
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

    /** The lock holder, the waiting sessions, the sessions that the holder blocks or waits for, and since when. */
    public LockStatus status() {
        Optional<LockHolder> holder = holder();
        Map<Part, List<LockSession>> sessions = new EnumMap<>(Part.class);
        read(sessions, WAITERS, LockHolder.waitingFor(key));
        holder.ifPresent(other -> read(sessions, BLOCKED_AND_BLOCKING, other.pid(), other.pid()));
        Optional<RunWait> runWait = runWait(holder, sessions);
        return new LockStatus(
                holder,
                sessions.getOrDefault(Part.WAITER, List.of()),
                sessions.getOrDefault(Part.BLOCKED, List.of()),
                sessions.getOrDefault(Part.BLOCKING, List.of()),
                runWait);
    }

    /** Adds the sessions that blocked the last attempt, if the run waits to make another one. */
    private Optional<RunWait> runWait(Optional<LockHolder> holder, Map<Part, List<LockSession>> sessions) {
        Optional<LastRetry> retry = new HistoryReader(session.jdbc(), tables, secrets).lastRetry();
        if (holder.isEmpty()) {
            // Behind a pooler nobody holds the lock between two attempts.
            return retry.filter(last -> last.age().compareTo(LONGEST_PAUSE) < 0)
                    .map(last -> remembered(last, sessions));
        }
        return session
                .jdbc()
                .query(
                        HolderActivity.QUERY,
                        (row, number) -> HolderActivity.read(row),
                        holder.get().pid())
                .stream()
                .findFirst()
                .flatMap(activity -> activity.waitsSince().isPresent()
                        ? Optional.of(blocked(holder.get(), activity, retry, sessions))
                        : retry.filter(last -> activity.hasMade(last, holder.get()))
                                .flatMap(last -> paused(last, activity, sessions)));
    }

    /** Between two attempts, or at the beginning of one that does not wait yet: its blocker is where it was. */
    private Optional<RunWait> paused(LastRetry last, HolderActivity activity, Map<Part, List<LockSession>> sessions) {
        if (!activity.inTransaction()) {
            return Optional.of(remembered(last, sessions));
        }
        Map<Part, List<LockSession>> before = new EnumMap<>(Part.class);
        RunWait wait = remembered(last, before);
        if (before.isEmpty() || last.age().compareTo(LONGEST_PAUSE) > 0) {
            return Optional.empty();
        }
        sessions.putAll(before);
        return Optional.of(wait);
    }

    private RunWait blocked(
            LockHolder holder,
            HolderActivity activity,
            Optional<LastRetry> last,
            Map<Part, List<LockSession>> sessions) {
        Optional<LastRetry> retry = last.filter(attempt -> activity.hasMade(attempt, holder));
        return new RunWait(
                holder.place()
                        .map(LockHolder.Place::revision)
                        .or(() -> retry.map(LastRetry::revision))
                        .orElse(""),
                holder.place().or(() -> retry.flatMap(LockQueries::place)),
                retry.map(attempt -> attempt.facts().attempts()).orElse(0),
                retry.map(LastRetry::since).or(activity::waitsSince).orElseThrow(),
                retry.flatMap(LastRetry::detail),
                blocking(retry, sessions));
    }

    private RunWait remembered(LastRetry retry, Map<Part, List<LockSession>> sessions) {
        return new RunWait(
                retry.revision(),
                place(retry),
                retry.facts().attempts(),
                retry.since(),
                retry.detail(),
                blocking(Optional.of(retry), sessions));
    }

    /** The queries are not of one moment: the holder may have begun or ended its wait since it was asked for whom it waits. */
    private List<LockSession> blocking(Optional<LastRetry> retry, Map<Part, List<LockSession>> sessions) {
        if (retry.isPresent() && !sessions.containsKey(Part.BLOCKING)) {
            RetryFacts facts = retry.get().facts();
            String pids = facts.blockers().stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
            read(
                    sessions,
                    REMEMBERED,
                    facts.relation(),
                    pids,
                    Timestamp.from(retry.get().at()));
        }
        sessions.computeIfPresent(
                Part.BLOCKING,
                (part, known) -> known.stream()
                        .map(blocker -> retry.map(LastRetry::facts)
                                .filter(facts -> facts.blockers().contains(blocker.pid()))
                                .map(facts -> blocker.holding(facts.relation()))
                                .orElse(blocker))
                        .toList());
        return sessions.getOrDefault(Part.BLOCKING, List.of());
    }

    private static Optional<LockHolder.Place> place(LastRetry retry) {
        RetryFacts facts = retry.facts();
        return facts.step() == 0
                ? Optional.empty()
                : Optional.of(new LockHolder.Place(facts.step(), facts.steps(), retry.revision()));
    }

    private static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
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
                statement(text(row, 7)),
                Optional.ofNullable(row.getString(8)),
                instant(row, 9),
                text(row, 10));
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
