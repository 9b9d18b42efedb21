// SPDX-License-Identifier: Apache-2.0
package dev.migration.benchmarks.batch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import javax.sql.DataSource;

import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresServer;

/**
 * Fills in a column of a table of one million rows in several ways, each in a fresh database, while an application updates random
 * rows. Writes a table in Markdown.
 */
public final class BatchBenchmarks {

    private static final int ROWS = Integer.getInteger("benchmarks.rows", 1_000_000);
    private static final String ONLY = System.getProperty("benchmarks.methods", "");

    private BatchBenchmarks() {}

    /** @param arguments the folder of the report */
    public static void main(String[] arguments) throws Exception {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
        StringBuilder table = new StringBuilder(
                "| method | total | longest wait of the application | 99 % of its updates | its updates | size after | left out |\n"
                        + "|---|---|---|---|---|---|---|\n");
        for (Method method : Method.all()) {
            if (ONLY.isEmpty()
                    || List.of(ONLY.split(",")).contains(method.getClass().getSimpleName())) {
                String row = measure(method);
                table.append(row);
                System.out.print(row);
            }
        }
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        Files.writeString(folder.resolve("batches.md"), table);
    }

    private static String measure(Method method) throws Exception {
        try (PostgresDatabase database = PostgresServer.shared().createDatabase("batch_benchmark");
                Application application = new Application(database.dataSource(), ROWS)) {
            fill(database.dataSource());
            long start = System.nanoTime();
            Application.Waits waits = application.during(() -> {
                method.run(database.dataSource());
                return method;
            });
            double seconds = (System.nanoTime() - start) / 1e9;
            List<String> sizes = query(
                    database.dataSource(),
                    "SELECT pg_total_relation_size('customers') / 1048576, count(*) FILTER (WHERE email_norm IS NULL)"
                            + " FROM customers");
            return String.format(
                    Locale.ROOT,
                    "| %s | %.1f s | %,d ms | %,d ms | %,d | %s MiB | %s |%n",
                    method.title(),
                    seconds,
                    waits.longestMillis(),
                    waits.percentile99Millis(),
                    waits.sortedNanos().length,
                    sizes.get(0),
                    sizes.get(1));
        }
    }

    private static void fill(DataSource source) throws Exception {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE customers (id int PRIMARY KEY, email text NOT NULL, email_norm text,"
                    + " visits int NOT NULL DEFAULT 0, filler text DEFAULT repeat('x', 80))");
            statement.execute(
                    "INSERT INTO customers SELECT i, 'Customer' || i || '@Example.com' FROM generate_series(1, " + ROWS
                            + ") i");
            statement.execute("CREATE INDEX ON customers (email)");
            statement.execute("VACUUM ANALYZE customers");
            statement.execute("CHECKPOINT");
        }
    }

    private static List<String> query(DataSource source, String sql) throws Exception {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            List<String> values = new ArrayList<>();
            for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                values.add(row.getString(column));
            }
            return values;
        }
    }
}
