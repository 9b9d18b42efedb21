// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;

import liquibase.Scope;
import liquibase.command.CommandScope;
import liquibase.resource.DirectoryResourceAccessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs the commands of {@code docs/coming-from-liquibase.md} on a project that the real Liquibase has migrated. */
@PostgresTest
class ComingFromLiquibasePageTests {

    private static final Path PAGE = Path.of("../docs/coming-from-liquibase.md");

    @TempDir
    Path directory;

    @Test
    void everyCommandPrintsTheOutputOfThePage(PostgresDatabase database) throws Exception {
        database.reset();
        PageTerminal shop = PageTerminal.of(directory, database);

        new DocumentationPage(PAGE)
                .scene(
                        "migration --location filesystem:lb import liquibase --changelog log.sql --yes",
                        () -> migrated(shop, database))
                .check();

        assertThat(directory.resolve("lb/create_tickets_tickets.sql"))
                .hasContent(DocumentedText.of(PAGE, "-- Tickets"));
    }

    private PageTerminal migrated(PageTerminal shop, PostgresDatabase database) throws Exception {
        shop.write("log.sql", """
                --liquibase formatted sql

                --changeset ann:create-tickets
                --comment: Tickets
                CREATE TABLE tickets (id bigint PRIMARY KEY, state text);
                --rollback DROP TABLE tickets;

                --changeset ann:2 context:test
                INSERT INTO tickets VALUES (1, 'open');

                --changeset ann:open-tickets runOnChange:true
                CREATE OR REPLACE VIEW v_open_tickets AS SELECT * FROM tickets WHERE state = 'open';
                """);
        CommandScope update = new CommandScope("update")
                .addArgumentValue("changelogFile", "log.sql")
                .addArgumentValue("url", database.url())
                .addArgumentValue("username", database.username())
                .addArgumentValue("password", database.password())
                .addArgumentValue("contextFilter", "production");
        update.setOutput(OutputStream.nullOutputStream());
        Scope.child(
                Map.of(Scope.Attr.resourceAccessor.name(), new DirectoryResourceAccessor(directory)),
                () -> update.execute());
        return shop;
    }
}
