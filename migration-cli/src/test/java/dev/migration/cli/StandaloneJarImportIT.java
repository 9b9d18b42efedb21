// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import liquibase.Scope;
import liquibase.command.CommandScope;
import liquibase.resource.DirectoryResourceAccessor;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

import dev.migration.test.postgres.InstalledProgram;

import static org.assertj.core.api.Assertions.assertThat;

/** Imports projects of other tools with the stand-alone jar, on databases that those tools migrated. */
class StandaloneJarImportIT extends AbstractJarTests {

    @Test
    void aFlywayProjectIsImported() throws Exception {
        Path sql = Files.createDirectories(directory.resolve("src/main/resources/db/migration"));
        Files.writeString(sql.resolve("V1__create_tickets.sql"), "CREATE TABLE tickets (id int);\n");
        Files.writeString(sql.resolve("R__open.sql"), "CREATE OR REPLACE VIEW open AS SELECT id FROM tickets;\n");
        Flyway.configure()
                .dataSource(database.url(), database.username(), database.password())
                .locations("filesystem:" + sql)
                .load()
                .migrate();

        assertThat(jar.runJar("import", "flyway").exitCode()).isEqualTo(3);
        assertImported("flyway", "--yes");
    }

    @Test
    void aLiquibaseProjectIsImported() throws Exception {
        Files.writeString(
                directory.resolve("log.sql"),
                "--liquibase formatted sql\n--changeset ann:tickets\nCREATE TABLE tickets ();\n--rollback DROP TABLE tickets;\n");
        Scope.child(
                Map.of(Scope.Attr.resourceAccessor.name(), new DirectoryResourceAccessor(directory)),
                () -> new CommandScope("update")
                        .addArgumentValue("changelogFile", "log.sql")
                        .addArgumentValue("url", database.url())
                        .addArgumentValue("username", database.username())
                        .addArgumentValue("password", database.password())
                        .setOutput(OutputStream.nullOutputStream())
                        .execute());

        assertImported("liquibase", "--changelog", "log.sql", "--yes");
    }

    @Test
    void anAlembicProjectIsImported() throws Exception {
        InstalledProgram.require(AlembicProject.canRun(), "the packages alembic and python3-psycopg2");
        AlembicProject.write(directory, database).run("upgrade", "heads");

        assertImported("alembic", "--run", "--yes");
    }

    private void assertImported(String tool, String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("import", tool));
        arguments.addAll(List.of(options));
        CommandLineJar.Ended imported = jar.runJar(arguments.toArray(String[]::new));
        imported.well();
        assertThat(imported.out()).contains("0 revisions and 0 repeatables pending.");
        jar.runJar("verify").well();
    }
}
