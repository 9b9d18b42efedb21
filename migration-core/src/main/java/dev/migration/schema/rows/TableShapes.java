// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.rows;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.migration.schema.rows.TableShape.ColumnShape;
import dev.migration.schema.rows.TableShape.Reference;

/** Reads the shapes of tables from the catalogs. */
final class TableShapes {

    /** Partitions are filled through the table that they belong to. */
    private static final String TABLES = """
            SELECT n.name, c.oid FROM unnest(?::text[]) n (name) JOIN pg_class c ON c.oid = n.name::regclass \
            WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY n.name""";

    /** A domain is followed to the type below it; its checks are collected on the way. */
    private static final String COLUMNS = """
            WITH RECURSIVE typed AS (
              SELECT a.attnum, a.atttypid AS type, a.atttypmod AS modifier, a.attnotnull AS required,
                ARRAY(SELECT pg_get_constraintdef(k.oid) FROM pg_constraint k
                  WHERE k.conrelid = a.attrelid AND k.contype = 'c' AND a.attnum = ANY (k.conkey) ORDER BY k.conname) AS checks
              FROM pg_attribute a WHERE a.attrelid = ? AND a.attnum > 0 AND NOT a.attisdropped
              UNION ALL
              SELECT d.attnum, t.typbasetype, t.typtypmod, d.required OR t.typnotnull,
                d.checks || ARRAY(SELECT pg_get_constraintdef(k.oid) FROM pg_constraint k WHERE k.contypid = t.oid ORDER BY k.conname)
              FROM typed d JOIN pg_type t ON t.oid = d.type AND t.typtype = 'd')
            SELECT a.attname, format_type(a.atttypid, a.atttypmod), e.typname, d.modifier, t.typcategory = 'A' AND t.typelem <> 0,
              ARRAY(SELECT l.enumlabel::text FROM pg_enum l WHERE l.enumtypid = e.oid ORDER BY l.enumsortorder), d.checks, d.required,
              a.attidentity <> '' OR a.attgenerated <> '' OR COALESCE(pg_get_expr(f.adbin, f.adrelid) LIKE 'nextval(%', false)
            FROM typed d JOIN pg_attribute a ON a.attrelid = ? AND a.attnum = d.attnum
            JOIN pg_type t ON t.oid = d.type AND t.typtype <> 'd'
            JOIN pg_type e ON e.oid = CASE WHEN t.typcategory = 'A' AND t.typelem <> 0 THEN t.typelem ELSE t.oid END
            LEFT JOIN pg_attrdef f ON f.adrelid = a.attrelid AND f.adnum = a.attnum
            ORDER BY a.attnum""";

    private static final String REFERENCES = """
            SELECT k.confrelid::regclass::text,
              ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY u (num, place)
                JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.num ORDER BY u.place),
              ARRAY(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY u (num, place)
                JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.num ORDER BY u.place)
            FROM pg_constraint k WHERE k.conrelid = ? AND k.contype = 'f' AND k.conparentid = 0 ORDER BY k.conname""";

    /** The server reports a violated unique index, too, by its name. */
    private static final String CONSTRAINTS = """
            SELECT k.conname, ARRAY(SELECT a.attname::text FROM pg_attribute a
              WHERE a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey) ORDER BY a.attnum)
            FROM pg_constraint k WHERE k.conrelid = ? AND k.contype IN ('c', 'u', 'p', 'x')
            UNION ALL
            SELECT c.relname, ARRAY(SELECT a.attname::text FROM pg_attribute a
              WHERE a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey) ORDER BY a.attnum)
            FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = ? AND i.indisunique""";

    private TableShapes() {}

    /** @param names of tables; what is no table of its own is left out */
    static List<TableShape> read(Connection connection, List<String> names) throws SQLException {
        Map<String, Long> tables = new LinkedHashMap<>();
        try (PreparedStatement query = connection.prepareStatement(TABLES)) {
            query.setArray(1, connection.createArrayOf("text", names.toArray()));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    tables.put(row.getString(1), row.getLong(2));
                }
            }
        }
        List<TableShape> shapes = new ArrayList<>();
        for (Map.Entry<String, Long> table : tables.entrySet()) {
            shapes.add(shape(connection, table.getKey(), table.getValue()));
        }
        return shapes;
    }

    private static TableShape shape(Connection connection, String name, long table) throws SQLException {
        List<ColumnShape> columns = new ArrayList<>();
        List<String> required = new ArrayList<>();
        query(connection, COLUMNS, table, row -> {
            if (row.getBoolean(8)) {
                required.add(row.getString(1));
            }
            if (!row.getBoolean(9)) {
                columns.add(column(row));
            }
        });
        List<Reference> references = new ArrayList<>();
        query(
                connection,
                REFERENCES,
                table,
                row -> references.add(new Reference(row.getString(1), texts(row, 2), texts(row, 3))));
        Map<String, List<String>> constraints = new LinkedHashMap<>();
        query(connection, CONSTRAINTS, table, row -> constraints.put(row.getString(1), texts(row, 2)));
        return new TableShape(name, columns, references, constraints, required);
    }

    private static ColumnShape column(ResultSet row) throws SQLException {
        return new ColumnShape(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getInt(4),
                row.getBoolean(5),
                texts(row, 6),
                CheckLiterals.of(texts(row, 7)));
    }

    private static List<String> texts(ResultSet row, int column) throws SQLException {
        return List.of((String[]) Objects.requireNonNull(
                Objects.requireNonNull(row.getArray(column)).getArray()));
    }

    /** Receives one row after the other. */
    @FunctionalInterface
    private interface RowReader {

        void read(ResultSet row) throws SQLException;
    }

    private static void query(Connection connection, String sql, long table, RowReader reader) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int parameter = 1; parameter <= query.getParameterMetaData().getParameterCount(); parameter++) {
                query.setLong(parameter, table);
            }
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    reader.read(row);
                }
            }
        }
    }
}
