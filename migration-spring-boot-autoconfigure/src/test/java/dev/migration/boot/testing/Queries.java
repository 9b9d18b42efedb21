// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.testing;

import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;

import dev.migration.test.postgres.PostgresDatabase;

/** Runs SQL in the database of a test, outside of the application under test. */
public final class Queries {

    private Queries() {}

    public static void execute(PostgresDatabase database, String statement) {
        database.execute(statement);
    }

    /** The first column of all rows, as text. */
    public static List<String> strings(PostgresDatabase database, String query) {
        return jdbc(database).sql(query).query(String.class).list();
    }

    /** The first column of the only row, as text. */
    public static String string(PostgresDatabase database, String query) {
        return jdbc(database).sql(query).query(String.class).single();
    }

    /** Whether a table exists; its name may contain a schema. */
    public static boolean exists(PostgresDatabase database, String table) {
        return jdbc(database)
                .sql("SELECT to_regclass(?) IS NOT NULL")
                .param(table)
                .query(Boolean.class)
                .single();
    }

    /** The tables of the schema {@code public}, sorted by name. */
    public static List<String> tables(PostgresDatabase database) {
        return strings(database, "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1");
    }

    /** The revisions that are applied in a schema, in the order in which they were applied. */
    public static List<String> applied(PostgresDatabase database, String schema) {
        return strings(database, "SELECT revision FROM \"" + schema + "\".migration_revision ORDER BY ordinal");
    }

    private static JdbcClient jdbc(PostgresDatabase database) {
        return JdbcClient.create(database.dataSource());
    }
}
