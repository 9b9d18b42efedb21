// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.diagnostics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

import dev.migration.boot.autoconfigure.MigrationAutoConfiguration;
import dev.migration.boot.testing.EmptyDatabase;
import dev.migration.boot.testing.Queries;

import static org.assertj.core.api.Assertions.assertThat;

/** The failure reports of an application that does not start. */
@ExtendWith(OutputCaptureExtension.class)
class FailureReportTests extends EmptyDatabase {

    @Test
    void aFailedStatementIsReportedWithItsPositionAndTheCommittedRevisions(CapturedOutput output) {
        start("migration.locations=classpath:bad/syntax");

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("The upgrade of revision three (bad/syntax/three.sql) failed. It was rolled back")
                .contains("bad/syntax/three.sql:5:29  ERROR: syntax error at or near \";\" (SQLSTATE 42601)")
                .contains("Committed before it: one, two.")
                .contains("ALTER TABLE three ADD COLUMN")
                .contains("Action:")
                .contains("Correct bad/syntax/three.sql:5:29 and start again. The revisions before it stay applied.");
        assertThat(tables()).containsExactly("one", "two");
    }

    @Test
    void everyFaultOfTheScriptsIsReported(CapturedOutput output) {
        start("migration.locations=classpath:bad/unknown");

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("bad/unknown/one.sql:3  '@upgarde' is not a directive. Did you mean 'upgrade'?")
                .contains("bad/unknown/one.sql:2  Revision 'one' revises 'nothing', which does not exist.")
                .contains("Action:");
        assertThat(tables()).isEmpty();
    }

    @Test
    void aServerThatIsDownIsReported(CapturedOutput output) {
        start("spring.datasource.url=jdbc:postgresql://localhost:1/nowhere", "migration.connect-for=1s");

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("The database cannot be reached")
                .contains("localhost:1")
                .contains("Start the server");
    }

    @Test
    void anotherProductIsReported(CapturedOutput output) {
        start(
                "spring.datasource.url=jdbc:h2:mem:report",
                "spring.datasource.username=sa",
                "spring.datasource.password=");

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("The DataSource connects to H2, and revisions run only on PostgreSQL.");
    }

    @Test
    void aRoleWithoutCreateIsReported(CapturedOutput output) {
        String weak = "weak_" + database.name();
        Queries.execute(database, "CREATE ROLE " + weak + " LOGIN PASSWORD 'weak'");
        try {
            Queries.execute(database, "REVOKE CREATE ON SCHEMA public FROM PUBLIC");
            start("spring.datasource.username=" + weak, "spring.datasource.password=weak");
        } finally {
            Queries.execute(database, "DROP ROLE " + weak);
        }

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("Role '" + weak + "' may not create the state tables in schema 'public'")
                .contains("SQLSTATE 42501")
                .contains("GRANT USAGE, CREATE ON SCHEMA \"public\" TO \"" + weak + "\"");
        assertThat(tables()).isEmpty();
    }

    @Test
    void anEditedRevisionIsReported(CapturedOutput output, @TempDir Path folder) throws IOException {
        Path script = folder.resolve("a.sql");
        Files.writeString(script, "-- @revision a\n-- @upgrade\nCREATE TABLE a (id int);\n");
        start("migration.locations=filesystem:" + folder);
        Files.writeString(script, "-- @revision a\n-- @upgrade\nCREATE TABLE a (id bigint);\n");

        start("migration.locations=filesystem:" + folder);

        assertThat(output)
                .contains("The upgrade section was edited after the revision was applied: a (" + script + ")")
                .contains(script + ":3  changed")
                .contains("- CREATE TABLE a (id int)")
                .contains("+ CREATE TABLE a (id bigint)")
                .contains("put the change into a new revision");
    }

    @Test
    void aDivergedDatabaseIsReportedAlsoByVerify(CapturedOutput output, @TempDir Path folder) throws IOException {
        write(folder, "a", "");
        write(folder, "b", "-- @revises a\n");
        start("migration.locations=filesystem:" + folder);
        Files.delete(folder.resolve("b.sql"));
        write(folder, "c", "-- @revises a\n");

        start("migration.locations=filesystem:" + folder, "migration.on-startup=verify");

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("The database and the scripts have diverged")
                .contains("applied, no script here: b, at ")
                .contains("pending here: c")
                .contains("Deploy the application that has b")
                .contains("migration.on-diverged=warn");

        start(
                "migration.locations=filesystem:" + folder,
                "migration.on-diverged=warn",
                "logging.level.dev.migration=warn");

        assertThat(output).contains("Running c although there is no script here for b");
        assertThat(tables()).containsExactly("a", "b", "c");
    }

    @Test
    void aSplicedRevisionIsReported(CapturedOutput output, @TempDir Path folder) throws IOException {
        write(folder, "a", "");
        write(folder, "c", "-- @revises a\n");
        start("migration.locations=filesystem:" + folder);
        write(folder, "b", "-- @revises a\n");
        write(folder, "c", "-- @revises b\n");

        start("migration.locations=filesystem:" + folder);

        assertThat(output)
                .contains(
                        "Pending revisions were put below applied ones, where no upgrade of this database reaches them: b below c.")
                .contains("Action:")
                .contains("stamp c");

        start(
                "migration.locations=filesystem:" + folder,
                "migration.on-spliced=warn",
                "logging.level.dev.migration=warn");

        assertThat(output).contains("b runs out of order, below c");
    }

    @Test
    void anEditedRevisionCausesOnlyAWarningIfThePolicyIsWarn(CapturedOutput output, @TempDir Path folder)
            throws IOException {
        write(folder, "a", "");
        start("migration.locations=filesystem:" + folder);
        Files.writeString(folder.resolve("a.sql"), "-- @revision a\n-- @upgrade\nCREATE TABLE z (id int);\n");

        start(
                "migration.locations=filesystem:" + folder,
                "migration.on-edited=warn",
                "logging.level.dev.migration=warn");

        assertThat(output)
                .contains("Edited after they were applied, and not run again: a")
                .doesNotContain("APPLICATION FAILED TO START");
    }

    @Test
    void invalidDurationsAreReportedBeforeAnythingRuns(CapturedOutput output) {
        start("migration.lock-timeout=-1s", "migration.retry-for=30d");

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("migration.lock-timeout is -1000ms, and must not be negative.")
                .contains("migration.retry-for is 30 days; the longest time that PostgreSQL accepts is 24 days.");
        assertThat(tables()).isEmpty();
    }

    @Test
    void aLocationWithoutScriptsIsReported(CapturedOutput output) {
        start("migration.locations=classpath:no/such/folder");

        assertThat(output)
                .contains("There is no revision script (*.sql) in 'classpath:no/such/folder'.")
                .contains("Correct migration.locations");
    }

    @Test
    void thePasswordIsNeverPrinted(CapturedOutput output) {
        start("spring.datasource.username=nobody", "spring.datasource.password=T0pS3cret", "debug=true");

        assertThat(output).doesNotContain("T0pS3cret");
    }

    private void start(String... properties) {
        ApplicationStart.withDataSource(database).properties(properties).run(Application.class);
    }

    private static void write(Path folder, String id, String header) throws IOException {
        Files.writeString(
                folder.resolve(id + ".sql"),
                "-- @revision " + id + "\n" + header + "-- @upgrade\nCREATE TABLE " + id + " (id int);\n");
    }

    private List<String> tables() {
        return Queries.strings(
                database,
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE 'migration%'"
                        + " ORDER BY 1");
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({DataSourceAutoConfiguration.class, MigrationAutoConfiguration.class})
    static class Application {}
}
