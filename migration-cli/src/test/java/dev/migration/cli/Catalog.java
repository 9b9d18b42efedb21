package dev.migration.cli;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import dev.migration.test.postgres.PostgresDatabase;

/** The contents of a database as lines to compare: its objects and the rows of its tables, without the state tables. */
final class Catalog {

    private static final String OBJECTS = """
            SELECT format('%s %s %s', classid::regclass, objsubid, pg_describe_object(classid, objid, objsubid))
            FROM (SELECT 'pg_class'::regclass AS classid, oid AS objid, 0 AS objsubid FROM pg_class
                    WHERE relnamespace = 'public'::regnamespace
                UNION ALL SELECT 'pg_class'::regclass, attrelid, attnum FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
                    WHERE relnamespace = 'public'::regnamespace AND attnum > 0 AND NOT attisdropped
                UNION ALL SELECT 'pg_type'::regclass, oid, 0 FROM pg_type WHERE typnamespace = 'public'::regnamespace
                UNION ALL SELECT 'pg_proc'::regclass, oid, 0 FROM pg_proc WHERE pronamespace = 'public'::regnamespace
                UNION ALL SELECT 'pg_constraint'::regclass, oid, 0 FROM pg_constraint
                    WHERE connamespace = 'public'::regnamespace
                UNION ALL SELECT 'pg_trigger'::regclass, oid, 0 FROM pg_trigger WHERE NOT tgisinternal
                ) AS objects
            WHERE pg_describe_object(classid, objid, objsubid) !~ 'migration_(revision|history)'
            ORDER BY 1""";

    private static final String TABLES = """
            SELECT format('%I', relname) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
              AND relname NOT LIKE 'migration%' ORDER BY 1""";

    private Catalog() {}

    static List<String> of(PostgresDatabase database) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            List<String> lines = new ArrayList<>(ask(statement, OBJECTS));
            for (String table : ask(statement, TABLES)) {
                ask(statement, "SELECT t::text FROM " + table + " AS t ORDER BY 1")
                        .forEach(row -> lines.add(table + row));
            }
            return lines;
        }
    }

    /** Returns the first column of each row. */
    static List<String> ask(PostgresDatabase database, String query) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            return ask(statement, query);
        }
    }

    static void execute(PostgresDatabase database, String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> ask(Statement statement, String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
