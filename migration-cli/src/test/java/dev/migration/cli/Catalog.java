// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import dev.migration.test.postgres.PostgresDatabase;

/** The content of a database as lines that can be compared, without the tables of migration tools. */
final class Catalog {

    private static final String TOOLS =
            "(flyway_schema_history|migration_(revision|history)|databasechangelog|alembic_version)";

    private static final String MINE = "n.nspname !~ '^(pg_|information_schema)' AND c.relname !~ '^" + TOOLS + "'";

    private static final List<String> QUERIES = List.of(
            "SELECT format('%s %s.%s %s', c.relkind, n.nspname, c.relname, c.relrowsecurity) FROM pg_class c"
                    + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE " + MINE,
            "SELECT format('column %s.%s %s %s %s %s %s %s', n.nspname, c.relname, a.attnum, a.attname,"
                    + " format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity,"
                    + " pg_get_expr(d.adbin, d.adrelid)) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
                    + " JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_attrdef d ON d.adrelid = c.oid"
                    + " AND d.adnum = a.attnum WHERE a.attnum > 0 AND NOT a.attisdropped AND " + MINE,
            "SELECT format('constraint %s %s %s', c.relname, k.conname, pg_get_constraintdef(k.oid)) FROM pg_constraint k"
                    + " JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE "
                    + MINE,
            "SELECT format('index %s %s', pg_get_indexdef(i.indexrelid), i.indisvalid) FROM pg_index i"
                    + " JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE "
                    + MINE,
            "SELECT format('trigger %s', pg_get_triggerdef(t.oid)) FROM pg_trigger t WHERE NOT t.tgisinternal",
            "SELECT pg_get_functiondef(p.oid) FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
                    + " WHERE n.nspname !~ '^(pg_|information_schema)'",
            "SELECT format('view %s %s', c.relname, pg_get_viewdef(c.oid)) FROM pg_class c"
                    + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('v', 'm') AND " + MINE,
            "SELECT format('label %s %s %s', t.typname, e.enumlabel, rank() OVER (PARTITION BY t.oid ORDER BY"
                    + " e.enumsortorder)) FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid",
            "SELECT format('type %s %s', t.typtype, t.typname) FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace"
                    + " WHERE n.nspname !~ '^(pg_|information_schema)' AND t.typname !~ '^_?" + TOOLS + "'",
            "SELECT format('policy %s %s', p.polname, pg_get_expr(p.polqual, p.polrelid)) FROM pg_policy p",
            "SELECT pg_get_statisticsobjdef(oid) FROM pg_statistic_ext",
            "SELECT format('comment %s', description) FROM pg_description d JOIN pg_class c ON c.oid = d.objoid"
                    + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE " + MINE,
            "SELECT format('sequence %s %s %s', schemaname, sequencename, coalesce(last_value, start_value))"
                    + " FROM pg_sequences WHERE sequencename !~ '^migration_'");

    private Catalog() {}

    /** The definitions of all objects, and the number of rows of each table. */
    static List<String> definitions(PostgresDatabase database) throws SQLException {
        return read(
                database,
                (statement, table) -> List.of(table + " has "
                        + column(statement, "SELECT count(*) FROM " + table).get(0)));
    }

    /** The definitions of all objects, and the rows of each table. */
    static List<String> of(PostgresDatabase database) throws SQLException {
        return read(
                database,
                (statement, table) -> column(statement, "SELECT t::text FROM " + table + " AS t").stream()
                        .map(row -> table + row)
                        .toList());
    }

    private static List<String> read(PostgresDatabase database, TableReader tables) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            List<String> lines = new ArrayList<>();
            for (String query : QUERIES) {
                lines.addAll(column(statement, query));
            }
            for (String table : column(
                    statement,
                    "SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid ="
                            + " c.relnamespace WHERE c.relkind = 'r' AND " + MINE)) {
                lines.addAll(tables.read(statement, table));
            }
            return lines.stream().sorted().toList();
        }
    }

    /** Describes the content of one table. */
    private interface TableReader {

        List<String> read(Statement statement, String table) throws SQLException;
    }

    /** The first column of a query. */
    static List<String> query(PostgresDatabase database, String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            return column(statement, sql);
        }
    }

    /** Runs statements. */
    static void execute(PostgresDatabase database, String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> column(Statement statement, String sql) throws SQLException {
        try (ResultSet result = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (result.next()) {
                values.add(String.valueOf(result.getString(1)));
            }
            return values;
        }
    }
}
