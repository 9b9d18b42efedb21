// SPDX-License-Identifier: Apache-2.0
package dev.migration.trace;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The rows of one query.
 *
 * @param relations tables, views and sequences with their parts, by oid
 * @param objects objects outside relations
 * @param counters what the transaction did so far with a relation, by oid
 */
record CatalogRows(Map<Long, RelationState> relations, List<CatalogObject> objects, Map<Long, Counters> counters) {

    /** What a transaction did so far with a relation. */
    record Counters(long scans, long indexScans, long rows) {

        static final Counters NONE = new Counters(0, 0, 0);

        Counters plus(Counters other) {
            return new Counters(scans + other.scans, indexScans + other.indexScans, rows + other.rows);
        }

        Counters minus(Counters earlier) {
            return new Counters(
                    Math.max(0, scans - earlier.scans),
                    Math.max(0, indexScans - earlier.indexScans),
                    Math.max(0, rows - earlier.rows));
        }
    }

    static CatalogRows read(Connection connection, String query) throws SQLException {
        return read(connection, query, "");
    }

    /** @param parameter the value of each parameter; the driver prepares a query that is sent often */
    static CatalogRows read(Connection connection, String query, String parameter) throws SQLException {
        Collector collector = new Collector();
        try (PreparedStatement statement = prepare(connection, query, parameter);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                collector.add(
                        ObjectKind.valueOf(rows.getString(1)),
                        rows.getString(2),
                        rows.getLong(3),
                        new Named(rows.getString(4), facts(rows.getArray(5))));
            }
        }
        return collector.rows();
    }

    static PreparedStatement prepare(Connection connection, String query, String parameter) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(query);
        int parameters =
                (int) query.chars().filter(character -> character == '?').count();
        for (int index = 1; index <= parameters; index++) {
            statement.setString(index, parameter);
        }
        return statement;
    }

    private static Map<String, String> facts(Array array) throws SQLException {
        String[] values = (String[]) Objects.requireNonNull(array.getArray());
        Map<String, String> facts = new HashMap<>();
        for (int i = 0; i < values.length; i += 2) {
            if (values[i + 1] != null) {
                facts.put(values[i], values[i + 1]);
            }
        }
        return facts;
    }

    private record Named(String name, Map<String, String> facts) {}

    private static final class Collector {

        private final Map<Long, CatalogObject> relations = new LinkedHashMap<>();
        private final Map<Long, Map<String, CatalogObject>> parts = new HashMap<>();
        private final List<CatalogObject> objects = new ArrayList<>();
        private final Map<Long, Counters> counters = new HashMap<>();

        void add(ObjectKind kind, String id, long relation, Named named) {
            if (kind == ObjectKind.RELATION) {
                count(Long.parseLong(id), relation, named.facts());
            }
            CatalogObject object = new CatalogObject(kind, id, relation, named.name(), named.facts());
            if (relation != 0) {
                parts.computeIfAbsent(relation, oid -> new HashMap<>()).put(RelationState.key(object), object);
            } else if (kind == ObjectKind.RELATION) {
                relations.put(Long.valueOf(id), object);
            } else {
                objects.add(object);
            }
        }

        /** Counters are no property of the relation. */
        private void count(long oid, long table, Map<String, String> facts) {
            long scans = number(facts.remove("scans"));
            long rows = number(facts.remove("rows"));
            boolean isIndex = table != 0;
            counters.merge(
                    isIndex ? table : oid,
                    isIndex ? new Counters(0, scans, 0) : new Counters(scans, 0, rows),
                    Counters::plus);
        }

        private static long number(@Nullable String text) {
            return text == null ? 0 : Long.parseLong(text);
        }

        CatalogRows rows() {
            Map<Long, RelationState> states = new LinkedHashMap<>();
            relations.forEach((oid, relation) ->
                    states.put(oid, new RelationState(relation, parts.getOrDefault(oid, Map.of()))));
            return new CatalogRows(states, objects, counters);
        }
    }
}
