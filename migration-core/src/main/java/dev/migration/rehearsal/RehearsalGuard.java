// SPDX-License-Identifier: Apache-2.0
package dev.migration.rehearsal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.migration.execution.connection.CloseSignal;
import dev.migration.execution.connection.SecondConnection;
import dev.migration.execution.report.ServerErrors;
import dev.migration.execution.session.MigrationSession;
import dev.migration.sql.Redaction;

/**
 * Watches a rehearsal on a second connection and cancels it when another session has waited for it for too long, when it takes too long,
 * or when the server has written too much WAL.
 *
 * <p>Every role may read all of {@code pg_locks}, also how long a session waits. What the session runs stays empty if the role may not
 * read it.
 */
final class RehearsalGuard implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger("dev.migration");

    private static final Duration INTERVAL = Duration.ofMillis(10);

    /** How long a cancelled session may take to roll back before it is terminated. */
    private static final Duration LONGEST_END = Duration.ofMillis(100);

    private static final int LONGEST_QUERY = 200;

    private static final String WAITING = """
            SELECT l.pid, coalesce(a.usename, ''), coalesce(a.application_name, ''), \
            coalesce(l.relation::pg_catalog.regclass::pg_catalog.text, ''), \
            coalesce(CASE WHEN a.query OPERATOR(pg_catalog.<>) '<insufficient privilege>' THEN pg_catalog.left(a.query, 4096) END, ''), \
            coalesce(1000 OPERATOR(pg_catalog.*) extract(epoch FROM pg_catalog.clock_timestamp() OPERATOR(pg_catalog.-) l.waitstart), 0)::bigint \
            FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid OPERATOR(pg_catalog.=) l.pid \
            WHERE NOT l.granted AND l.pid OPERATOR(pg_catalog.<>) ? AND ? OPERATOR(pg_catalog.=) ANY (pg_catalog.pg_blocking_pids(l.pid))""";

    private static final String WAL =
            "SELECT pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_insert_lsn(), '0/0')";

    private final SecondConnection second;
    private final int pid;
    private final RehearsalOptions options;
    private final Redaction secrets;
    private final CloseSignal closed = new CloseSignal();
    private final Thread thread = new Thread(this::watch, "migration-rehearsal-guard");
    private final Map<Integer, Map<Integer, BlockedSession>> blocked = new LinkedHashMap<>();
    private final long start = System.nanoTime();
    private final long firstWal;
    private volatile int statement;
    private volatile @Nullable Reason reason;
    private volatile @Nullable SQLException failure;

    /** Why the guard has cancelled the rehearsal. */
    record Reason(RehearsalEnd end, String text) {}

    private RehearsalGuard(
            SecondConnection second, MigrationSession session, RehearsalOptions options, Redaction secrets)
            throws SQLException {
        this.second = second;
        this.pid = session.pid();
        this.options = options;
        this.secrets = secrets;
        this.firstWal = wal();
        thread.setDaemon(true);
    }

    /** Begins to watch a session. */
    static RehearsalGuard over(MigrationSession session, RehearsalOptions options, Redaction secrets) {
        try {
            SecondConnection second = session.openSecond();
            try {
                RehearsalGuard guard = new RehearsalGuard(second, session, options, secrets);
                guard.thread.start();
                return guard;
            } catch (SQLException | RuntimeException broken) {
                try (second) {
                    throw broken;
                }
            }
        } catch (SQLException none) {
            throw RehearsalNotPossibleException.oneConnection(ServerErrors.describe(none));
        }
    }

    /** The statement with this index begins; what waits from now on waits because of it. */
    void begins(int index) {
        statement = index;
    }

    /** Why the rehearsal was cancelled. */
    Optional<Reason> reason() {
        return Optional.ofNullable(reason);
    }

    /** Throws if the rehearsal must end, although no statement ran that could be cancelled. */
    void check() throws SQLException {
        Reason known = reason;
        if (known != null) {
            throw new SQLException(known.text(), "57014");
        }
        SQLException broken = failure;
        if (broken != null) {
            throw broken;
        }
    }

    /** The sessions that waited because of a statement. */
    List<BlockedSession> blockedBy(int index) {
        synchronized (blocked) {
            return new ArrayList<>(blocked.getOrDefault(index, Map.of()).values());
        }
    }

    /** The bytes of WAL that the server has written since the watch began; after its end. */
    long writtenWal() throws SQLException {
        return wal() - firstWal;
    }

    /** Ends the watch; the connection is then free for queries of the caller until {@link #close}. */
    Connection end() throws SQLException {
        closed.close();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted", interrupted);
        }
        return second.connection();
    }

    @Override
    public void close() throws SQLException {
        try (second) {
            end();
        }
    }

    private void watch() {
        try (PreparedStatement query = second.connection().prepareStatement(WAITING)) {
            query.setInt(1, pid);
            query.setInt(2, pid);
            long cancelled = 0;
            do {
                Optional<Reason> now = look(query);
                if (now.isPresent() && reason == null) {
                    reason = now.get();
                    cancelled = System.nanoTime();
                    signal("pg_cancel_backend");
                } else if (now.isPresent() && System.nanoTime() - cancelled > LONGEST_END.toNanos()) {
                    signal("pg_terminate_backend");
                    return;
                }
            } while (!closed.isClosedWithin(INTERVAL));
        } catch (SQLException broken) {
            log.warn("The rehearsal is no longer watched and ends: {}", ServerErrors.describe(broken));
            failure = broken;
        }
    }

    private Optional<Reason> look(PreparedStatement query) throws SQLException {
        Optional<BlockedSession> first = waiting(query).stream()
                .filter(session -> session.waited().compareTo(options.othersMayWait()) >= 0)
                .findFirst();
        if (first.isPresent()) {
            BlockedSession session = first.get();
            return Optional.of(new Reason(
                    RehearsalEnd.OTHERS_WAITED,
                    "session " + session.pid() + " waited for it for "
                            + session.waited().toMillis() + " ms"));
        }
        if (System.nanoTime() - start > options.longest().toNanos()) {
            return Optional.of(new Reason(
                    RehearsalEnd.TIME_LIMIT, "it took " + options.longest().toMillis() + " ms"));
        }
        long written = wal() - firstWal;
        return written > options.mostWal()
                ? Optional.of(new Reason(RehearsalEnd.WAL_LIMIT, "the server has written " + written + " bytes of WAL"))
                : Optional.empty();
    }

    private List<BlockedSession> waiting(PreparedStatement query) throws SQLException {
        List<BlockedSession> found = new ArrayList<>();
        int cause = statement;
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                found.add(new BlockedSession(
                        row.getInt(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        secrets.excerpt(row.getString(5), LONGEST_QUERY),
                        Duration.ofMillis(row.getLong(6))));
            }
        }
        synchronized (blocked) {
            found.forEach(session -> blocked.computeIfAbsent(cause, none -> new LinkedHashMap<>())
                    .merge(session.pid(), session, RehearsalGuard::longer));
        }
        return found;
    }

    private static BlockedSession longer(BlockedSession first, BlockedSession second) {
        return second.waited().compareTo(first.waited()) > 0 ? second : first;
    }

    private long wal() throws SQLException {
        try (var query = second.connection().createStatement();
                ResultSet row = query.executeQuery(WAL)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void signal(String function) throws SQLException {
        try (var call = second.connection().prepareStatement("SELECT pg_catalog." + function + "(?)")) {
            call.setInt(1, pid);
            call.execute();
        }
    }
}
