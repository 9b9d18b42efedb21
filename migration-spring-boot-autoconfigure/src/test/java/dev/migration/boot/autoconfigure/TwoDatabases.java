package dev.migration.boot.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;

import dev.migration.test.postgres.PostgresDatabase;

/**
 * Two empty databases with scripts for each: revision o1 makes the table orders, revision r1 the table report.
 *
 * @param folder has a folder of scripts for each
 */
public record TwoDatabases(PostgresDatabase orders, PostgresDatabase reports, Path folder) {

    public static TwoDatabases empty(PostgresDatabase database, Path folder) throws IOException {
        database.reset();
        TwoDatabases two = new TwoDatabases(database, database.createDatabase(), folder);
        two.script("orders", "o1", "CREATE TABLE orders (id int)");
        two.script("reports", "r1", "CREATE TABLE report (id int)");
        return two;
    }

    /** The settings of both, orders first. */
    public String[] both() {
        return both("orders", "reports");
    }

    String[] both(String... names) {
        List<String> lines = new ArrayList<>();
        for (String name : names) {
            lines.addAll(List.of(address("migration.databases." + name, name.equals("orders") ? orders : reports)));
            lines.add("migration.databases." + name + ".locations=" + location(name));
        }
        return lines.toArray(String[]::new);
    }

    public static String[] address(String prefix, PostgresDatabase database) {
        return new String[] {
            prefix + ".url=" + database.url(),
            prefix + ".username=" + database.username(),
            prefix + ".password=" + database.password()
        };
    }

    public void script(String name, String revision, String sql) throws IOException {
        Path scripts = Files.createDirectories(folder.resolve(name));
        Files.writeString(
                scripts.resolve(revision + ".sql"), "-- @revision " + revision + "\n-- @upgrade\n" + sql + ";\n");
    }

    String location(String name) {
        return "filesystem:" + folder.resolve(name);
    }

    static void execute(PostgresDatabase database, String statement) {
        JdbcClient.create(database.dataSource()).sql(statement).update();
    }

    static List<String> applied(PostgresDatabase database, String schema) {
        return JdbcClient.create(database.dataSource())
                .sql("SELECT revision FROM " + schema + ".migration_revision")
                .query(String.class)
                .list();
    }

    public static List<String> tables(PostgresDatabase database) {
        return JdbcClient.create(database.dataSource())
                .sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
                .query(String.class)
                .list();
    }
}
