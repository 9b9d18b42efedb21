// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.nio.file.Path;
import java.util.Map;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs the commands of {@code docs/coming-from-flyway.md} on projects that the real Flyway has migrated. */
@PostgresTest
class ComingFromFlywayPageTests {

    private static final Path PAGE = Path.of("../docs/coming-from-flyway.md");
    private static final String SCRIPTS = "src/main/resources/db/migration/";

    @TempDir
    Path directory;

    @TempDir
    Path broken;

    @Test
    void everyCommandPrintsTheOutputOfThePage(PostgresDatabase database) throws Exception {
        database.reset();
        PageTerminal shop = PageTerminal.of(directory, database);
        try (PostgresDatabase other = database.createDatabase()) {
            new DocumentationPage(PAGE)
                    .scene("migration import flyway; echo $?", () -> migrated(shop, database))
                    .scene("migration import flyway; echo $? #2", () -> failed(PageTerminal.of(broken, other), other))
                    .scene("migration revision -m 'add channel' --rev-id c4d5e6", () -> shop)
                    .check();
        }
        assertThat(directory.resolve("src/main/resources/db/revisions/v3_add_priority.sql"))
                .hasContent(DocumentedText.of(PAGE, "-- add priority"));
    }

    private PageTerminal migrated(PageTerminal shop, PostgresDatabase database) throws Exception {
        shop.write(SCRIPTS + "V1__create_customers.sql", "CREATE TABLE customers (id bigint PRIMARY KEY);\n")
                .write(
                        SCRIPTS + "V3__add_priority.sql",
                        "CREATE TABLE tickets (id bigint PRIMARY KEY, state text, opened_at timestamptz,"
                                + " customer_id bigint REFERENCES customers);\n"
                                + "ALTER TABLE tickets ADD COLUMN priority smallint NOT NULL DEFAULT 3;\n")
                .write(SCRIPTS + "U3__add_priority.sql", "ALTER TABLE tickets DROP COLUMN priority;\n")
                .write(SCRIPTS + "V3.5__index_open_tickets.sql", "CREATE INDEX open_tickets ON tickets (state);\n")
                .write(
                        SCRIPTS + "R__open_tickets.sql",
                        "CREATE OR REPLACE VIEW v_open_tickets AS SELECT * FROM tickets WHERE state = 'open';\n");
        flyway(directory, database).migrate();
        return shop;
    }

    private PageTerminal failed(PageTerminal shop, PostgresDatabase database) throws Exception {
        shop.write(SCRIPTS + "V1__create_customers.sql", "CREATE TABLE customers (id bigint PRIMARY KEY);\n")
                .write(SCRIPTS + "V3__add_priority.sql", "CREATE TABLE tickets (id bigint PRIMARY KEY);\n")
                .write(SCRIPTS + "V3.5__index_open_tickets.sql", "CREATE INDEX CONCURRENTLY ON tickets (nonsense);\n")
                .write(SCRIPTS + "V3.5__index_open_tickets.sql.conf", "executeInTransaction=false\n");
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> flyway(broken, database).migrate()))
                .isInstanceOf(FlywayException.class);
        return shop.write(SCRIPTS + "V1__create_customers.sql", "CREATE TABLE customers (id int PRIMARY KEY);\n");
    }

    private static Flyway flyway(Path folder, PostgresDatabase database) {
        return Flyway.configure()
                .dataSource(database.url(), database.username(), database.password())
                .locations("filesystem:" + folder.resolve(SCRIPTS))
                .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
                .load();
    }
}
