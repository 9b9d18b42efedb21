// SPDX-License-Identifier: Apache-2.0
package dev.migration.benchmarks.batch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;

import javax.sql.DataSource;

import dev.migration.MigrationSettings;
import dev.migration.Migrator;

/** A way to change every row. */
sealed interface Method {

    /** All of them, the slow one with OFFSET last. */
    static List<Method> all() {
        return List.of(
                new OneUpdate(), new Loop(1_000), new Loop(5_000), new Loop(10_000), new Batched(), new Offset());
    }

    String title();

    void run(DataSource source) throws Exception;

    /** One statement. */
    record OneUpdate() implements Method {

        @Override
        public String title() {
            return "one `UPDATE`";
        }

        @Override
        public void run(DataSource source) throws Exception {
            try (Connection connection = source.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.executeUpdate("UPDATE customers SET email_norm = lower(email) WHERE email_norm IS NULL");
            }
        }
    }

    /** The loop by key that a careful person writes: prepared once, a commit for each range. */
    record Loop(int size) implements Method {

        private static final String RANGE = """
                WITH range AS (SELECT id FROM customers WHERE id > ? ORDER BY id LIMIT ?),
                changed AS (UPDATE customers c SET email_norm = lower(email) FROM range
                  WHERE c.id = range.id AND email_norm IS NULL)
                SELECT max(id) FROM range""";

        @Override
        public String title() {
            return String.format(Locale.ROOT, "loop by key, %,d rows", size);
        }

        @Override
        public void run(DataSource source) throws Exception {
            try (Connection connection = source.getConnection();
                    PreparedStatement range = connection.prepareStatement(RANGE)) {
                int last = 0;
                while (last >= 0) {
                    range.setInt(1, last);
                    range.setInt(2, size);
                    last = next(range);
                }
            }
        }

        private static int next(PreparedStatement range) throws Exception {
            try (ResultSet found = range.executeQuery()) {
                found.next();
                int id = found.getInt(1);
                return found.wasNull() ? -1 : id;
            }
        }
    }

    /** The loop that is often shown: pages of the rows that are left, although each page makes them fewer. */
    record Offset() implements Method {

        private static final int SIZE = 5_000;

        @Override
        public String title() {
            return "loop with OFFSET over the rows that are left, 5,000 rows";
        }

        @Override
        public void run(DataSource source) throws Exception {
            try (Connection connection = source.getConnection();
                    PreparedStatement page = connection.prepareStatement(
                            "UPDATE customers SET email_norm = lower(email) WHERE id IN (SELECT id FROM customers"
                                    + " WHERE email_norm IS NULL ORDER BY id LIMIT ? OFFSET ?)")) {
                page.setInt(1, SIZE);
                int offset = 0;
                int changed;
                do {
                    page.setInt(2, offset);
                    changed = page.executeUpdate();
                    offset += SIZE;
                } while (changed > 0);
            }
        }
    }

    /** A revision with {@code @batch}. */
    record Batched() implements Method {

        @Override
        public String title() {
            return "`@batch`";
        }

        @Override
        public void run(DataSource source) throws Exception {
            Path folder = Files.createTempDirectory("batch");
            Files.writeString(folder.resolve("a.sql"), """
                    -- Fill in the normalized address.
                    -- @revision a
                    -- @upgrade
                    -- @batch table=customers key=id
                    UPDATE customers SET email_norm = lower(email) WHERE email_norm IS NULL;
                    -- @downgrade none
                    """);
            Migrator.builder()
                    .dataSource(source)
                    .settings(MigrationSettings.builder()
                            .locations("filesystem:" + folder)
                            .build())
                    .build()
                    .upgrade("heads");
        }
    }
}
