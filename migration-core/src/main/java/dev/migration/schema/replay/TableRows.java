// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.replay;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.migration.schema.SchemaObject;
import dev.migration.schema.SchemaSnapshot;

/**
 * A hash of the rows of each small table; neither the order of rows nor that of columns has an influence.
 *
 * @param hashes by table, qualified by its schema; a table with more than 10,000 rows is missing
 */
record TableRows(SortedMap<String, String> hashes) {

    private static final int MOST = 10_000;

    /** The tables of a snapshot in the database from which it was read. */
    static TableRows read(Connection connection, SchemaSnapshot snapshot) throws SQLException {
        SortedMap<String, String> hashes = new TreeMap<>();
        try (Statement statement = connection.createStatement()) {
            // The names of the snapshot are qualified; functions and operators of users are not called.
            statement.execute("SET search_path = pg_catalog, pg_temp");
            for (SchemaObject object : snapshot.objects().keySet()) {
                if (object.kind().equals("table")) {
                    try (ResultSet row = statement.executeQuery(
                            "SELECT md5(string_agg(h.hash, '' ORDER BY h.hash)) FROM (SELECT md5(to_jsonb(t)::text) AS hash FROM "
                                    + object.name() + " t LIMIT " + (MOST + 1) + ") h HAVING count(*) <= " + MOST)) {
                        if (row.next()) {
                            hashes.put(object.name(), Objects.requireNonNullElse(row.getString(1), "no rows"));
                        }
                    }
                }
            }
        }
        return new TableRows(hashes);
    }

    /** The tables that both have, with other rows. */
    List<String> differingFrom(TableRows other) {
        return hashes.keySet().stream()
                .filter(other.hashes::containsKey)
                .filter(table -> !Objects.equals(hashes.get(table), other.hashes.get(table)))
                .toList();
    }
}
