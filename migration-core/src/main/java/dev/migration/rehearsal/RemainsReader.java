// SPDX-License-Identifier: Apache-2.0
package dev.migration.rehearsal;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds out what a transaction leaves although it is rolled back. */
final class RemainsReader {

    /** Each query locks the sequences that it reads until it ends. */
    private static final int SEQUENCES = 500;

    private static final String VALUES = """
            SELECT c.oid::bigint, pg_catalog.format('%%I.%%I', n.nspname, c.relname), \
            CASE WHEN pg_catalog.has_sequence_privilege(c.oid, 'USAGE, SELECT') \
            THEN coalesce(pg_catalog.pg_sequence_last_value(c.oid)::pg_catalog.text, '') ELSE '' END \
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace \
            WHERE c.relkind OPERATOR(pg_catalog.=) 'S' AND c.relpersistence OPERATOR(pg_catalog.<>) 't' \
            AND c.oid OPERATOR(pg_catalog.>) ?::pg_catalog.oid ORDER BY c.oid LIMIT %d""".formatted(SEQUENCES);

    private static final String USED =
            "SELECT l.relation::bigint FROM pg_catalog.pg_locks l WHERE l.pid OPERATOR(pg_catalog.=)"
                    + " pg_catalog.pg_backend_pid() AND l.relation IS NOT NULL AND l.mode OPERATOR(pg_catalog.<>) 'AccessShareLock'";

    private static final String WRITTEN = "SELECT relid::bigint, n_tup_ins OPERATOR(pg_catalog.+) n_tup_upd"
            + " FROM pg_catalog.pg_stat_xact_user_tables WHERE n_tup_ins OPERATOR(pg_catalog.+) n_tup_upd OPERATOR(pg_catalog.>) 0";

    private static final String TABLES = "SELECT c.oid::bigint, pg_catalog.format('%I.%I', n.nspname, c.relname)"
            + " FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace"
            + " WHERE c.oid OPERATOR(pg_catalog.=) ANY (?::pg_catalog.oid[]) ORDER BY 2";

    private final Map<Long, Sequence> before;
    private final Map<Long, Long> written = new HashMap<>();
    private final Set<Long> locked = new HashSet<>();
    private boolean counted;

    private record Sequence(String name, String value) {}

    private RemainsReader(Map<Long, Sequence> before) {
        this.before = before;
    }

    /** Reads the sequences before the transaction; the connection is in autocommit mode. */
    static RemainsReader before(Connection connection) throws SQLException {
        return new RemainsReader(sequences(connection));
    }

    /** Reads in the transaction what it has used, before it is rolled back. A failed transaction answers no query. */
    void used(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery(USED)) {
                while (row.next()) {
                    locked.add(row.getLong(1));
                }
            }
            try (ResultSet row = statement.executeQuery(WRITTEN)) {
                while (row.next()) {
                    written.put(row.getLong(1), row.getLong(2));
                }
            }
        }
        counted = true;
    }

    /** What is left; read on another connection after the rollback. */
    Remains after(Connection connection, long wal, String transaction) throws SQLException {
        return new Remains(wal, advanced(connection), dead(connection), transaction, counted);
    }

    private List<Remains.AdvancedSequence> advanced(Connection connection) throws SQLException {
        List<Remains.AdvancedSequence> advanced = new ArrayList<>();
        if (before.keySet().stream().noneMatch(locked::contains)) {
            return advanced;
        }
        sequences(connection)
                .forEach((oid, now) -> Optional.ofNullable(before.get(oid))
                        .filter(old -> locked.contains(oid) && !old.value().equals(now.value()))
                        .ifPresent(old ->
                                advanced.add(new Remains.AdvancedSequence(now.name(), old.value(), now.value()))));
        return advanced;
    }

    /** New tables are gone with their rows. */
    private List<Remains.DeadRows> dead(Connection connection) throws SQLException {
        List<Remains.DeadRows> dead = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(TABLES)) {
            Array oids = connection.createArrayOf("int8", written.keySet().toArray());
            query.setArray(1, oids);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    dead.add(new Remains.DeadRows(row.getString(2), written.getOrDefault(row.getLong(1), 0L)));
                }
            }
        }
        return dead;
    }

    private static Map<Long, Sequence> sequences(Connection connection) throws SQLException {
        Map<Long, Sequence> found = new HashMap<>();
        long last = 0;
        int read;
        try (PreparedStatement query = connection.prepareStatement(VALUES)) {
            do {
                read = 0;
                query.setLong(1, last);
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        read++;
                        last = row.getLong(1);
                        found.put(last, new Sequence(row.getString(2), row.getString(3)));
                    }
                }
            } while (read == SEQUENCES);
        }
        return found;
    }
}
