// SPDX-License-Identifier: Apache-2.0
package dev.migration.test;

import java.sql.SQLException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import dev.migration.Migrator;
import dev.migration.Revisions;
import dev.migration.schema.replay.RevisionReplay;
import dev.migration.schema.scratch.ScratchServer;
import dev.migration.test.database.RevisionTemplates;
import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresServer;

/**
 * The revisions under test, and databases in which they are applied. {@link MigrationTest} passes it to tests, and drops its
 * databases after each of them.
 *
 * <pre>{@code
 * @Test
 * void theConversionKeepsTheTickets(Migrations migrations) {
 *     migrations.at("def456")
 *             .insert("tickets", Map.of("title", "printer", "status", "open"))
 *             .upgradeTo("data001")
 *             .assertThat("SELECT title, status FROM tickets")
 *             .containsExactly(Map.of("title", "printer", "status", "OPEN"));
 * }
 * }</pre>
 */
public final class Migrations implements AutoCloseable {

    private static final String PREFIX = "migrations";

    private final RevisionTemplates templates;
    private final Queue<PostgresDatabase> databases = new ConcurrentLinkedQueue<>();

    /** @param migrator has the scripts and settings; its database is not used */
    public Migrations(Migrator migrator) {
        this.templates = new RevisionTemplates(PostgresServer.shared(), migrator);
    }

    /** What is done with scratch databases. */
    @FunctionalInterface
    interface Comparison<T> {

        T with(RevisionReplay replay) throws SQLException;
    }

    /** The scripts. */
    public Revisions revisions() {
        return templates.migrator().revisions();
    }

    /** Creates a database without tables. */
    public MigratedDatabase empty() {
        return database(List.of());
    }

    /**
     * Creates a database at the targets.
     *
     * @param targets see {@link dev.migration.revision.target.Target}; applied one after the other
     * @throws dev.migration.error.MigrationException if a revision fails
     */
    public MigratedDatabase at(String... targets) {
        return database(List.of(targets));
    }

    /** Creates a database with all revisions and repeatables. */
    public MigratedDatabase atHeads() {
        return at("heads");
    }

    /** Drops the databases. */
    @Override
    public void close() {
        for (PostgresDatabase database = databases.poll(); database != null; database = databases.poll()) {
            database.close();
        }
    }

    /** Applies revisions to scratch databases, which are dropped at the end. */
    <T> T compare(Comparison<T> comparison) {
        PostgresDatabase original = opened(List.of());
        try (ScratchServer server = ScratchServer.open(original.dataSource(), original::dataSource)) {
            return comparison.with(new RevisionReplay(templates.in(original), server));
        } catch (SQLException failure) {
            throw new IllegalStateException("The schemas could not be compared: " + failure.getMessage(), failure);
        }
    }

    private MigratedDatabase database(List<String> targets) {
        PostgresDatabase database = opened(targets);
        return new MigratedDatabase(templates.in(database));
    }

    private PostgresDatabase opened(List<String> targets) {
        PostgresDatabase database = templates.create(PREFIX, targets);
        databases.add(database);
        return database;
    }
}
