// SPDX-License-Identifier: Apache-2.0
package dev.migration.trace;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.migration.sql.StatementWords;
import dev.migration.trace.CatalogRows.Counters;
import dev.migration.trace.RelationTrace.Use;

/**
 * Traces the statements of a run. Not safe for use by several threads.
 *
 * <ol>
 *   <li>Before the run, everything in the catalogs is read once: the baseline.
 *   <li>After each statement, on the connection of the run and in its transaction: the locks of the session; the relations that
 *       it locked or wrote, with their counters in this transaction ({@code pg_stat_xact_…}); other objects that it locked or
 *       wrote. They are compared with what was known before.
 *   <li>After a statement outside a transaction there is no lock to see: everything is read and compared.
 * </ol>
 */
public final class Tracer {

    /** The first version with {@code pg_stat_force_next_flush()}. */
    private static final int FORCES_FLUSH = 15;

    private final CatalogState state;
    private final Map<Long, RelationState> baseline;
    private final Set<Long> ignored;
    private final List<StatementTrace> finished = new ArrayList<>();
    private final List<Open> open = new ArrayList<>();
    private final List<ServerMessage> messages = new ArrayList<>();
    private final Map<Long, Counters> counters = new HashMap<>();
    private SessionLocks locks = SessionLocks.NONE;
    private String transaction = "";
    private int transactions;
    private long lastActivity = System.nanoTime();

    private Tracer(CatalogRows rows, Set<Long> ignored) {
        this.state = new CatalogState(rows);
        this.baseline = state.relations();
        this.ignored = ignored;
    }

    /** A statement whose transaction is not committed yet. */
    private record Open(StatementTrace trace, long begun) {}

    /** What the session says about itself. */
    private record Session(String transaction, StatementTrace.SessionValues values) {}

    /**
     * Reads the baseline.
     *
     * @param ignored names of relations that belong to this library
     */
    public static Tracer at(Connection connection, Collection<String> ignored) throws SQLException {
        CatalogRows rows = CatalogRows.read(connection, CatalogQueries.everything());
        Set<Long> oids = rows.relations().entrySet().stream()
                .filter(entry -> ignored.contains(entry.getValue().relation().fact("relname")))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        return new Tracer(rows, oids);
    }

    /** The server sent a message while a statement ran. */
    public void message(ServerMessage message) {
        messages.add(message);
    }

    /** The library itself has sent a statement; the last one before COMMIT shows how long locks were held. */
    public void passed() {
        lastActivity = System.nanoTime();
    }

    /**
     * A statement was executed; reads what it did.
     *
     * @return empty for a statement after which no query may come
     */
    public Optional<StatementTrace> executed(Connection connection, TracedStatement statement, Duration duration)
            throws SQLException {
        long begun = System.nanoTime() - duration.toNanos();
        if (setsMode(statement)) {
            // A query now would be the first one of the transaction, after which its modes cannot change.
            messages.clear();
            return Optional.empty();
        }
        boolean inTransaction = !connection.getAutoCommit();
        Session session = session(connection);
        if (!inTransaction || !session.transaction().equals(transaction)) {
            endTransaction();
            transaction = session.transaction();
            transactions += inTransaction ? 1 : 0;
        }
        Reading reading = inTransaction ? touched(connection) : everything(connection);
        StatementTrace trace = new StatementTrace(
                statement,
                inTransaction ? transactions : 0,
                duration,
                duration,
                reading.relations(),
                reading.objects(),
                messages,
                session.values());
        messages.clear();
        open.add(new Open(trace, begun));
        lastActivity = System.nanoTime();
        if (!inTransaction) {
            endTransaction();
        }
        return Optional.of(trace);
    }

    /** All statements so far, in order. */
    public List<StatementTrace> statements() {
        endTransaction();
        return List.copyOf(finished);
    }

    private static boolean setsMode(TracedStatement statement) {
        List<String> words = StatementWords.of(statement.statement().text());
        return StatementWords.setTransactionMode(words);
    }

    private void endTransaction() {
        for (Open statement : open) {
            Duration held = Duration.ofNanos(Math.max(0, lastActivity - statement.begun()));
            finished.add(statement.trace().heldFor(statement.trace().isInTransaction() ? held : Duration.ZERO));
        }
        open.clear();
        counters.clear();
        locks = SessionLocks.NONE;
    }

    private static Session session(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        connection.getMetaData().getDatabaseMajorVersion() < FORCES_FLUSH
                                ? CatalogQueries.SESSION
                                : CatalogQueries.SESSION + CatalogQueries.FLUSH)) {
            row.next();
            return new Session(row.getString(1), new StatementTrace.SessionValues(row.getLong(2), row.getInt(3)));
        }
    }

    private record Reading(List<RelationTrace> relations, List<CatalogChange> objects) {}

    private Reading touched(Connection connection) throws SQLException {
        SessionLocks now = SessionLocks.read(connection);
        Set<Long> oids = new TreeSet<>();
        now.changed().forEach(oid -> oids.add(state.tableOf(oid)));
        Set<Long> objects = new TreeSet<>(now.objects());
        addWritten(connection, oids, objects);
        oids.removeAll(ignored);
        // A new index is read with its table, which is locked, too.
        List<RelationTrace> relations = oids.isEmpty()
                ? List.of()
                : replace(oids, CatalogRows.read(connection, CatalogQueries.relations(), list(oids)), now);
        List<CatalogChange> changes = objects.isEmpty()
                ? List.of()
                : state.replaceObjects(
                        objects,
                        CatalogRows.read(connection, CatalogQueries.objects(), list(objects))
                                .objects());
        locks = now;
        return new Reading(relations, changes);
    }

    private Reading everything(Connection connection) throws SQLException {
        CatalogRows rows = CatalogRows.read(connection, CatalogQueries.everything());
        Set<Long> oids = new TreeSet<>(state.known());
        oids.addAll(rows.relations().keySet());
        oids.removeAll(ignored);
        Set<Long> objects = new HashSet<>(state.knownObjects());
        List<RelationTrace> changed = replace(oids, rows, SessionLocks.NONE).stream()
                .filter(relation -> !relation.changes().isEmpty())
                .toList();
        return new Reading(changed, state.replaceObjects(objects, rows.objects()));
    }

    private void addWritten(Connection connection, Set<Long> relations, Set<Long> objects) throws SQLException {
        if (transaction.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = CatalogRows.prepare(connection, CatalogQueries.WRITTEN, transaction);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                if (rows.getString(1).equals("class")) {
                    relations.add(state.tableOf(rows.getLong(2)));
                } else {
                    objects.add(rows.getLong(2));
                }
            }
        }
    }

    private List<RelationTrace> replace(Set<Long> oids, CatalogRows rows, SessionLocks now) {
        Map<Long, RelationState> before = new HashMap<>();
        oids.forEach(oid -> state.find(oid).ifPresent(found -> before.put(oid, found)));
        state.replace(oids, rows);
        List<RelationTrace> traces = new ArrayList<>();
        for (long oid : oids) {
            Optional<RelationState> old = Optional.ofNullable(before.get(oid));
            Optional<RelationState> found = state.find(oid);
            if (old.isPresent() || found.isPresent()) {
                traces.add(new RelationTrace(
                        Optional.ofNullable(baseline.get(oid)), old, found, use(oid, rows.counters(), now)));
            }
        }
        return traces;
    }

    private Use use(long oid, Map<Long, Counters> all, SessionLocks now) {
        Counters total = all.getOrDefault(oid, Counters.NONE);
        Counters sum = total.minus(counters.getOrDefault(oid, Counters.NONE));
        counters.put(oid, total);
        return new Use(locks.strongest(oid), now.since(locks, oid), sum.scans(), sum.indexScans(), sum.rows());
    }

    private static String list(Collection<Long> oids) {
        return oids.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }
}
