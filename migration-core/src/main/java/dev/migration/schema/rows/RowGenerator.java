// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.rows;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.migration.schema.SchemaSnapshot;

/**
 * Generates rows for empty tables from what the catalogs say about them: types, NOT NULL, CHECK, unique and foreign keys.
 *
 * <p>The values are the same in every run. A CHECK is not understood: its literals are the first values to try, then the values of
 * the type, until the server accepts a row. What it never accepts is reported. Triggers run as for every other row.
 *
 * @param most how many rows a table gets; fewer if its constraints allow no more
 * @param nulls whether the last row of a table has NULL where that is allowed
 */
public record RowGenerator(int most, boolean nulls) {

    /** Several rows, so that both values and NULL occur. */
    public static final RowGenerator SEVERAL = new RowGenerator(3, true);

    /** One row without NULL, which satisfies also a NOT NULL or UNIQUE that comes later. */
    public static final RowGenerator ONE = new RowGenerator(1, false);

    /** Generates nothing. */
    public static final RowGenerator NONE = new RowGenerator(0, false);

    /** Fills the tables of a snapshot in the database from which it was read; each row is a transaction of its own. */
    public GeneratedRows generate(Connection connection, SchemaSnapshot snapshot) throws SQLException {
        SortedMap<String, Integer> rows = new TreeMap<>();
        SortedMap<String, String> refused = new TreeMap<>();
        if (most == 0) {
            return new GeneratedRows(rows, refused);
        }
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = pg_catalog, pg_temp");
            statement.execute("SET synchronous_commit = off");
            List<TableShape> shapes = TableShapes.read(connection, TableRows.namesOf(snapshot));
            for (TableShape shape : InsertOrder.of(shapes)) {
                if (isEmpty(statement, shape.name())) {
                    fill(new TableFiller(statement, shape), rows, refused);
                }
            }
        }
        return new GeneratedRows(rows, refused);
    }

    private void fill(TableFiller filler, SortedMap<String, Integer> rows, SortedMap<String, String> refused)
            throws SQLException {
        String table = filler.shape().name();
        for (int number = 1; number <= most; number++) {
            Optional<String> refusal = filler.insert(number, nulls && number == most && number > 1);
            if (refusal.isPresent()) {
                if (number == 1) {
                    refused.put(table, refusal.get());
                }
                return;
            }
            rows.merge(table, 1, Integer::sum);
        }
    }

    private static boolean isEmpty(Statement statement, String table) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT NOT EXISTS (SELECT FROM " + table + ")")) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
