// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.rows;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.migration.schema.SchemaObject;
import dev.migration.schema.SchemaSnapshot;
import dev.migration.sql.Quoting;

/**
 * A hash of each value of each small table; neither the order of rows nor that of columns has an influence.
 *
 * @param tables by name, qualified by the schema; a table with more than 10,000 rows is missing
 */
public record TableRows(SortedMap<String, TableContent> tables) {

    private static final int MOST = 10_000;

    private static final String COLUMNS = """
            SELECT a.attname, EXISTS (SELECT FROM pg_index i WHERE i.indrelid = a.attrelid AND i.indisprimary \
            AND a.attnum = ANY (i.indkey)) FROM pg_attribute a WHERE a.attrelid = '%s'::regclass AND a.attnum > 0 \
            AND NOT a.attisdropped ORDER BY a.attname""";

    /** The tables of a snapshot in the database from which it was read. */
    public static TableRows read(Connection connection, SchemaSnapshot snapshot) throws SQLException {
        SortedMap<String, TableContent> tables = new TreeMap<>();
        try (Statement statement = connection.createStatement()) {
            // The names of the snapshot are qualified; functions and operators of users are not called.
            statement.execute("SET search_path = pg_catalog, pg_temp");
            for (String table : namesOf(snapshot)) {
                content(statement, table).ifPresent(content -> tables.put(table, content));
            }
        }
        return new TableRows(tables);
    }

    /** The names of the tables of a snapshot. */
    static List<String> namesOf(SchemaSnapshot snapshot) {
        return snapshot.objects().keySet().stream()
                .filter(object -> object.kind().equals("table"))
                .map(SchemaObject::name)
                .toList();
    }

    /** How many rows the tables have that are not empty. */
    public SortedMap<String, Integer> sizes() {
        SortedMap<String, Integer> sizes = new TreeMap<>();
        tables.forEach((table, content) -> sizes.put(table, content.rows().size()));
        sizes.values().removeIf(size -> size == 0);
        return sizes;
    }

    /** The tables that both have, with other rows. */
    public List<String> differingFrom(TableRows other) {
        return losses(other).stream().map(RowLoss::table).toList();
    }

    /** What the tables that both have lost in a later state; a row that only the later state has counts as well. */
    public List<RowLoss> losses(TableRows later) {
        return tables.entrySet().stream()
                .flatMap(entry -> Optional.ofNullable(later.tables.get(entry.getKey()))
                        .flatMap(content -> RowLoss.between(entry.getKey(), entry.getValue(), content))
                        .stream())
                .toList();
    }

    private static Optional<TableContent> content(Statement statement, String table) throws SQLException {
        List<String> columns = new ArrayList<>();
        List<String> key = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(String.format(COLUMNS, table.replace("'", "''")))) {
            while (row.next()) {
                columns.add(row.getString(1));
                if (row.getBoolean(2)) {
                    key.add(row.getString(1));
                }
            }
        }
        List<List<String>> rows = rows(statement, table, columns);
        return rows.size() > MOST ? Optional.empty() : Optional.of(new TableContent(columns, key, rows));
    }

    private static List<List<String>> rows(Statement statement, String table, List<String> columns)
            throws SQLException {
        // The output function of the type writes the value: a cast to text may be a function of a user.
        String hashes = columns.stream()
                .map(column -> "md5(format('%L', t." + Quoting.identifier(column) + "))")
                .collect(Collectors.joining(", "));
        List<List<String>> rows = new ArrayList<>();
        try (ResultSet row = statement.executeQuery("SELECT " + hashes + " FROM " + table + " t LIMIT " + (MOST + 1))) {
            while (row.next()) {
                List<String> values = new ArrayList<>();
                for (int column = 1; column <= columns.size(); column++) {
                    values.add(row.getString(column));
                }
                rows.add(values);
            }
        }
        return rows;
    }
}
