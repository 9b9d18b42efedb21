// SPDX-License-Identifier: Apache-2.0
package dev.migration.test.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.migration.MigrationSettings;
import dev.migration.Migrator;
import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresServer;

/**
 * Compares the databases of a test suite with and without templates: each context applies all revisions itself, or gets a copy.
 * Arguments: number of revisions, of contexts, of tables: the first revisions create one each, the others add a column to one. Every
 * context gets a copy; one in ten, among the others, applies the revisions, which is counted ten times.
 */
final class TemplateBenchmark {

    private static final int SAMPLED = 10;

    private TemplateBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        int revisions = Integer.parseInt(arguments[0]);
        int contexts = Integer.parseInt(arguments[1]);
        int tables = Integer.parseInt(arguments[2]);
        PostgresServer server = PostgresServer.shared();
        Migrator migrator = migrator(folder(revisions, tables));
        long start = System.nanoTime();
        new RevisionTemplates(server, migrator)
                .create("first", List.of("heads"))
                .close();
        long applied = 0;
        long copied = System.nanoTime() - start;
        for (int context = 0; context < contexts; context++) {
            if (context % SAMPLED == 0) {
                applied += timed(() -> {
                    try (PostgresDatabase database = server.createDatabase("applied")) {
                        upgrade(migrator, database);
                    }
                });
            }
            copied += timed(() -> {
                try (PostgresDatabase database =
                        new RevisionTemplates(server, migrator).create("copied", List.of("heads"))) {
                    upgrade(migrator, database);
                }
            });
        }
        applied = applied / ((contexts + SAMPLED - 1) / SAMPLED) * contexts;
        System.out.printf(
                "%d contexts, %d revisions, %d tables: %d ms with all upgrades, %d ms with the template (its creation included), ratio %.1f%n",
                contexts, revisions, tables, applied / 1_000_000, copied / 1_000_000, (double) applied / copied);
    }

    private static void upgrade(Migrator migrator, PostgresDatabase database) {
        migrator.toBuilder().dataSource(database.dataSource()).build().upgrade("heads");
    }

    private static long timed(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return System.nanoTime() - start;
    }

    private static Migrator migrator(Path folder) {
        return Migrator.builder()
                .dataSource(PostgresServer.shared().createDatabase("unused").dataSource())
                .settings(MigrationSettings.builder()
                        .locations("filesystem:" + folder)
                        .build())
                .withoutListeners()
                .build();
    }

    private static Path folder(int revisions, int tables) throws IOException {
        Path folder = Files.createTempDirectory("revisions");
        for (int i = 1; i <= revisions; i++) {
            String revises = i == 1 ? "" : "-- @revises r" + (i - 1) + "\n";
            String upgrade = i <= tables
                    ? "CREATE TABLE t" + i + " (id bigint PRIMARY KEY, name text);\n"
                    : "ALTER TABLE t" + (i % tables + 1) + " ADD COLUMN c" + i + " text;\n";
            Files.writeString(
                    folder.resolve("r" + i + ".sql"),
                    "-- @revision r" + i + "\n" + revises + "-- @upgrade\n" + upgrade);
        }
        return folder;
    }
}
